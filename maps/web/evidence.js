// Claims, citations and grades, as the cards show them.

/** The claims that a leg rests on: that it is used, how risky it is, what else happens on it. */
function claimsOfLeg(leg) {
  return [...new Set([...leg.claims, ...Object.values(leg.parts).flatMap((part) => part.claims), ...leg.harms])];
}

/** The reports of claims, and others named, oldest first. */
function reportsOf(state, claimIds, reportIds = []) {
  const found = new Set([...reportIds, ...claimIds.map((id) => state.data.claims[id]?.report)]);
  return [...found].filter((id) => state.data.reports[id]).sort((a, b) => state.reportNumber.get(a) - state.reportNumber.get(b));
}

/** The grade, and every report as a citation that leads to its entry on this page. */
function reportsBlock(state, grade, ids) {
  return el("section", { class: "block" }, el("h3", { text: t("grade.heading") }),
    el("p", {}, el("strong", { class: "grade", text: gradeText(grade) })),
    grade.reports > 1 ? el("p", { class: "faint", text: t("grade.note") }) : null,
    ids.length ? [
      el("h3", { text: t("card.reports") }), el("p", { class: "faint", text: t("card.reports_hint") }),
      el("ul", { class: "report-list", tabindex: ids.length > 5 ? "0" : null, "aria-label": t("card.reports_list") }, ids.map((id) => {
        const n = state.reportNumber.get(id);
        return el("li", {}, el("a", { href: `#report-${n}` }, `[${n}] `, source(cut(state.data.reports[id].cite, 300))));
      })),
    ] : null);
}

function claimsBlock(state, key, claimIds) {
  if (!claimIds.length) return null;
  return el("section", { class: "block" }, el("h3", { text: t(key) }), claimIds.map((id) => claimItem(state, id)));
}

/** Many claims, folded: open where they are few. */
function foldedClaims(state, key, claimIds) {
  if (!claimIds.length) return null;
  return el("section", { class: "block" }, el("details", { open: claimIds.length <= 3 },
    el("summary", {}, el("strong", { text: t(key, { n: claimIds.length }) })), claimIds.map((id) => claimItem(state, id))));
}

/** A claim in the coder's words, with its time and its citation. */
function claimItem(state, id, { cite = true } = {}) {
  const claim = state.data.claims[id];
  if (!claim) return el("p", { class: "faint" }, source(id));
  return el("div", { class: "claim" },
    el("p", {}, claim.claim ? source(cut(claim.claim, 2000)) : el("span", { class: "faint", text: t("card.no_words") })),
    el("p", { class: "faint" }, claimDetail(claim)),
    cite ? citation(state, claim.report) : null);
}

function claimDetail(claim) {
  const when = claim.since || claim.until ? t("unit.range", { low: claim.since ? dayText(claim.since) : "…", high: claim.until ? dayText(claim.until) : "…" }) : "";
  const what = {
    route: () => [source((claim.via || []).join(" › "))],
    hazard: () => [word("level", claim.level), source(claim.on)],
    harm: () => [source(claim.kind), source(claim.on)],
    haven: () => [source(claim.on)],
    flow: () => [t("unit.people", { n: rangeText(claim.people) }), word("counted", claim.counted), source(claim.on)],
    journey: () => [source(claim.on), claim.km && t("unit.km", { n: rangeText(claim.km) }), claim.days && t("unit.days", { n: rangeText(claim.days) })],
  }[claim.type]();
  const told = [word("claim", claim.type), ...what, when, claim.where && source(claim.where)].filter(Boolean);
  return told.flatMap((part, i) => (i ? [" · ", part] : [part]));
}

function citation(state, id) {
  const report = state.data.reports[id];
  if (!report) return el("p", { class: "cite" }, source(id));
  return el("p", { class: "cite" }, source(report.cite), " ",
    link(report.url) || el("span", { class: "faint", text: t("card.no_address") }), " ",
    el("a", { href: `#report-${state.reportNumber.get(id)}`, class: "more", text: t("card.all_claims") }));
}
