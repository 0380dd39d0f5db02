// The twin of the map in words: every difference, what all ways pass, what would help, legs lost and new.

function showComparisonTables(state) {
  differenceTable(state);
  passedTable(state);
  reliefTable(state);
  changedTables(state);
}

function fillSheet(id, key, note, ...content) {
  byId(id).replaceChildren(el("h2", { id: `${id}-title`, text: t(key) }), el("p", { class: "faint", text: t(note) }), ...content.filter(Boolean));
}

/** A value before and after, told once if it stays. */
function bothSides(before, after, textOf) {
  const [old, now] = [before, after].map((way) => (way ? textOf(way) : t("compare.none")));
  return old === now ? el("span", { text: now }) : [el("div", { class: "was one-line", text: `${old} →` }), el("div", { text: now })];
}

function differenceTable(state) {
  const { data } = state;
  const { differences } = chosenCase(state);
  const several = data.destinations.length > 1;
  const columns = ["from", ...(several ? ["to"] : []), "best", "km", "days", "risk", "interval", "crossed", "out", "map"];
  const rows = differences.map((difference, at) => {
    const { origin, destination, objective } = partsOf(state, at);
    const [before, after] = [data.before[at], difference.after];
    const cell = (textOf) => bothSides(before, after, textOf);
    const longer = before && after ? after.km - before.km : 0;
    const name = `${word("explore.by", data.objectives[objective])}, ${pairName(state, at)}`;
    const show = el("button", { type: "button", class: "quiet", text: t("show"), "aria-label": t("show.place", { name }), on: { click: () => {
      choose(state, { origin, destination, objective });
      byId("map-frame").scrollIntoView({ block: "start", behavior: reducedMotion ? "auto" : "smooth" });
    } } });
    return { id: `difference-${at}`, cells: [
      bothNames(state.placeById.get(data.origins[origin]).place, 60), ...(several ? [[bothNames(state.placeById.get(data.destinations[destination]).place, 60)]] : []),
      word("explore.by", data.objectives[objective]),
      [cell((way) => number(way.km)), longer ? el("div", { class: "faint one-line", text: t(longer > 0 ? "compare.longer" : "compare.shorter", { km: kmText(Math.abs(longer)) }) }) : null],
      cell((way) => number(way.days, 1)), cell((way) => way.risk[0]), cell((way) => rangeOf(way.risk)),
      cell((way) => crossedText(state, way)), cell((way) => exitText(state, way)), show,
    ] };
  });
  fillSheet("differences", "compare.differences", "compare.differences.note",
    longPart(t("compare.rows", { n: rows.length }), table(t("compare.differences"), columns, rows)),
    longPart(t("compare.in_words", { n: differences.length }), el("ul", { class: "all-said" }, differences.map(({ said: told }) => el("li", {}, said(inBoth(told)))))));
}

/** Say in the table which row is on the map. */
function markRow(state) {
  const chosen = differenceAt(state, state.origin, state.destination, state.objective);
  for (const row of document.querySelectorAll("#differences tbody tr")) {
    const here = row.id === `difference-${chosen}`;
    row.classList.toggle("chosen", here);
    if (here) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

function passedTable(state) {
  const { data } = state;
  const rows = chosenCase(state).passed.map(({ origin, destination, appear, vanish }) => {
    const at = differenceAt(state, data.origins.indexOf(origin), data.destinations.indexOf(destination), 0);
    return { cells: [pairName(state, at), appear.length ? targetsText(state, appear) : "–", vanish.length ? targetsText(state, vanish) : "–"] };
  });
  fillSheet("passed", "compare.passed", "compare.passed.note",
    rows.length ? table(t("compare.passed"), ["from", "now_passed", "no_longer"], rows) : el("p", { text: t("compare.passed.none") }));
}

function reliefTable(state) {
  const origins = state.data.origins.length;
  const rows = chosenCase(state).reliefs.map((relief) => ({ cells: [said(capital(reliefName(state, relief))), byOrigin(state, relief.gains, origins, gainText)] }));
  fillSheet("relief", "compare.relief.heading", "compare.relief.note",
    rows.length ? table(t("compare.relief.heading"), ["what_if", "gives"], rows) : el("p", { text: t("compare.relief.none") }));
}

function changedTables(state) {
  const { lost, new: fresh } = chosenCase(state);
  const rows = (changed) => changed.map((one) => {
    const { leg } = state.legs[one[0]];
    return { cells: [fullName(state, leg.u), fullName(state, leg.v), modeName(leg.mode), number(leg.km), changeReason(state, one)] };
  });
  const part = (key, changed) => {
    if (!changed.length) return null;
    const caption = t(key, { legs: t("n.leg", { n: changed.length }) });
    return longPart(caption, table(caption, ["from", "to", "by", "km", key === "compare.changed.lost" ? "why" : "why_not_before"], rows(changed)));
  };
  fillSheet("changed", "compare.changed", "compare.changed.note", part("compare.changed.lost", lost), part("compare.changed.new", fresh),
    lost.length || fresh.length ? null : el("p", { text: t("compare.changed.none") }));
}
