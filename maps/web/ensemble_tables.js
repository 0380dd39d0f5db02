// The twin of the layer in words: in how many draws each exit, way, border and leg is the best or on it.

function ensembleTables(state) {
  const { ensemble } = state.data;
  if (!ensemble) return;
  const section = byId("ensemble");
  section.append(...heading("ensemble", "ensemble.title"),
    el("p", {}, tell("depend.asked", { origins: el("span", {}, names(state, ensemble.standings.map(({ origin }) => origin))), destinations: el("span", {}, names(state, ensemble.destinations)) }), ` ${drawsText(state)}`),
    el("p", { class: "faint", text: `${t("ensemble.note")} ${t("ensemble.best_in", { weight: word("weight", ensemble.weight) })}` }));
  if (ensemble.standings.length === 1) section.append(...standingTables(state, ensemble.standings[0], 0));
  else section.append(...ensemble.standings.map((standing, i) => el("details", { class: "ways-left", open: i === state.ensemble.at && !narrow.matches },
    el("summary", {}, tell("left.of", { origin: placeText(state, standing.origin) }), el("span", { class: "faint", text: ` ${bestText(standing.central?.share)}` })), ...standingTables(state, standing, i))));
}

function standingTables(state, standing, at) {
  if (!standing.found) return [el("p", { class: "warn", text: t("ensemble.no_way") })];
  const { weight } = state.data.ensemble;
  const part = (key, columns, rows) => (rows.length ? [el("h3", { text: t(key) }), el("div", { class: "draw-small" }, table(t(key), columns, rows.map((cells) => ({ cells }))))] : []);
  const legs = [...standing.legs].map(([i, share]) => ({ item: state.legs[i], share }));
  return [
    el("p", {}, `${t("ensemble.central")}: `, el("strong", { text: bestText(standing.central?.share) }), ". ",
      weight === "risk" ? t(standing.regret ? "ensemble.regret" : "ensemble.no_regret", { regret: String(Number(standing.regret.toPrecision(2))) }) : null),
    ...part("ensemble.exits", ["exit", "draws"], standing.exits.map(([exit, share]) => [said(exitText(state, exit)), drawsPercent(share)])),
    el("h3", { text: t("ensemble.ways") }),
    table(t("ensemble.ways"), ["way", "draws", "exit", "km", "days", "risk", "passes", "map"], standing.ways.map((way, i) => ({ cells: drawnWayCells(state, way, i, at) }))),
    standing.more ? el("p", { class: "faint", text: t("ensemble.more_ways", { n: standing.more }) }) : null,
    ...part("depend.borders", ["border", "draws"], standing.borders.map(([ends, share]) => [said(ends.map((code) => state.countryName(code)).join(" → ")), drawsPercent(share)])),
    ...part("depend.countries", ["country", "draws"], standing.countries.map(([code, share]) => [said(state.countryName(code)), drawsPercent(share)])),
    el("h3", { text: t("ensemble.totals") }), el("p", { class: "faint", text: t("ensemble.totals_note") }),
    el("div", { class: "draw-small" }, table(t("ensemble.totals"), ["what", "p05", "p25", "p50", "p75", "p95"], [
      ["path.risk", "risk", chance], ["path.length", "km", kmText], ["path.moving", "days", daysText],
    ].map(([key, name, tellIt]) => ({ cells: [t(key), ...standing.quantiles[name].map(tellIt)] })))),
    folded(t("ensemble.legs", { n: legs.length }), table(t("ensemble.legs", { n: legs.length }), ["from", "to", "by", "draws", "map"], legs.map(({ item, share }) => ({ cells: [
      fullName(state, item.leg.u), fullName(state, item.leg.v), modeName(item.leg.mode), drawsPercent(share),
      showButton(state, item, t("show.leg", { name: cut(legName(state, item.leg), 120), mode: modeName(item.leg.mode) })),
    ] })))),
  ].filter(Boolean);
}

function drawnWayCells(state, way, i, at) {
  const name = t("front.point", { n: String(i + 1) });
  const choice = { key: `draws-${at}-${i}`, legs: way.legs, text: () => `${name}: ${bestText(way.share)}, ${way.places.map((id) => plainNames(state, [id])).join(" → ")}` };
  return [
    [name, way.central ? el("div", { class: "faint", text: t("ensemble.is_central") }) : null],
    drawsPercent(way.share),
    said(exitText(state, way.exit)),
    number(way.km),
    daysText(way.days),
    [el("strong", { text: chance(way.risk[0]) }), el("div", { class: "faint one-line", text: interval(way.risk[1], way.risk[2]) })],
    wayPlaces(state, way.places),
    wayButton(state, choice, t("show"), t("show.place", { name: `${name}, ${bestText(way.share)}` })),
  ];
}
