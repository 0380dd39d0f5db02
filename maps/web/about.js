// The foot of the page: where it comes from, how far it can be trusted, whom to write to.

function makeAbout(state) {
  const { meta, reports } = state.data;
  const count = Object.keys(reports).length;
  const year = (day) => (day ? day.slice(0, 7) : "now");
  const fact = (name, ...value) => el("div", {}, el("dt", { text: name }), el("dd", {}, ...value));
  byId("about").append(
    el("h2", { text: "About this map" }),
    el("p", { class: "lead" }, el("strong", { text: "Published reports only; not for navigation, not for enforcement." }),
      " The map shows where published reports say that refugees and people on the move have travelled. It says nothing about today, and nothing about any one person."),
    el("dl", {},
      fact("Dataset", said(meta.title), ", version ", said(meta.version)),
      fact("Sources", `${counted(count, "published report")}, paraphrased; all are listed above`),
      fact("Shown as of", said(meta.as_of_text)),
      fact("Reported period", `${year(meta.period[0])} to ${year(meta.period[1])}`),
      fact("Scenario", meta.scenario.length ? said(meta.scenario.join("; ")) : "none: the network as reported"),
      fact("Places", "rounded to one decimal of a degree, about 11 km; crossings are sections of a border; legs are drawn straight"),
      fact("Risk", "stated assumptions about the words of reports, not measured probabilities; every number stands with its interval"),
      fact("Borders", "Natural Earth (public domain), de facto: who controls the ground, not who claims it"),
      fact("Licence of the data", said(meta.licence)),
      fact("How to cite", said(meta.citation)),
      fact("Corrections", said(meta.contact)),
      meta.people_at_risk ? null : fact("Not about people at risk", said(meta.people_at_risk_reason)),
      meta.made ? fact("Page made on", meta.made) : null,
      meta.notices.length ? fact("Notices", el("ul", { class: "plain" }, meta.notices.map((text) => el("li", {}, said(text))))) : null),
    el("p", { class: "faint", text: "This page is one file. It loads nothing and tells nobody that it was opened; a link to a report acts only when you follow it. Map library: Leaflet (BSD-2-Clause)." }));
}
