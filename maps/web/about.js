// The foot of the page: where it comes from, how far it can be trusted, whom to write to.

function makeAbout(state) {
  const { meta, reports } = state.data;
  const reported = t("n.report", { n: Object.keys(reports).length });
  const month = (day) => (day ? dayText(day.slice(0, 7)) : t("about.now"));
  const fact = (key, ...value) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, ...value));
  byId("about").append(
    el("h2", { text: t("about.heading") }),
    el("p", { class: "lead" }, el("strong", { text: t("about.caveat") }), t("about.scope")),
    el("dl", {},
      fact("about.dataset", tell("about.version", { title: source(meta.title), version: said(meta.version) })),
      fact("about.sources", t("about.sources_text", { reports: reported })),
      fact("about.shown", said(asOf(state))),
      fact("about.period", t("unit.range", { low: month(meta.period[0]), high: month(meta.period[1]) })),
      fact("about.scenario", meta.scenario.length ? source(meta.scenario.join("; ")) : t("about.no_scenario")),
      fact("page.places", t("about.places")),
      fact("about.risk", t("about.risk_text")),
      fact("about.borders", t("about.borders_text")),
      fact("about.licence", source(meta.licence)),
      fact("about.cite", source(meta.citation)),
      fact("about.corrections", source(meta.contact)),
      meta.people_at_risk ? null : fact("about.no_risk", source(meta.people_at_risk_reason)),
      meta.made ? fact("about.made", dayText(meta.made)) : null,
      meta.notices.length ? fact("about.notices", el("ul", { class: "plain" }, meta.notices.map((text) => el("li", {}, source(text))))) : null),
    el("p", { class: "faint", text: t("about.quiet") }));
}
