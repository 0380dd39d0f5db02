// The layer of many draws: each leg is as wide as the share of draws that has it on the best way.
//
// Width is the only thing that it changes: colours, dashes and chevrons go on meaning what they mean, so
// that one sees what the usual best way is made of. Legs on no best way are thin and pale. The shares stand
// beside the legs as numbers, on the cards and in the tables.

const DRAWN_WIDTH = 18; // px across, where a leg is on the best way in every draw
const THINNEST = 1.2; // px of a leg that is on some best way, however seldom
const WIDTH_KEYS = [1, 0.5, 0.1];

function makeEnsemble(state) {
  const { ensemble } = state.data;
  state.ensemble = ensemble && {
    on: false,
    at: Math.max(0, ensemble.standings.findIndex(({ found }) => found)),
    shares: ensemble.standings.map(({ legs }) => new Map(legs)),
  };
}

/** The share of draws in which a leg is on the best way from the origin that is shown. */
function shareOfLeg(state, item) {
  return state.ensemble.shares[state.ensemble.at].get(item.index) || 0;
}

function drawnWidth(share) {
  return share ? Math.max(THINNEST, DRAWN_WIDTH * share) : 1;
}

/** A share of draws in per cent; it never rounds to none or all, and ties go to the even number as in print. */
function drawsPercent(share) {
  const all = 100 * share;
  const whole = Math.floor(all);
  const rest = all - whole;
  const rounded = whole + (rest > 0.5 || (rest === 0.5 && whole % 2) ? 1 : 0);
  return t("unit.percent", { n: share > 0 && share < 0.01 ? "< 1" : share > 0.99 && share < 1 ? "> 99" : String(rounded) });
}

/** How often a way is the best, in words: "best in 83 % of draws". */
function bestText(share) {
  if (share === undefined) return t("ensemble.no_way");
  if (share === 0 || share === 1) return t(share ? "ensemble.best_all" : "ensemble.best_none");
  return t("ensemble.best", { share: drawsPercent(share) });
}

/** With what the shares were found, so that anyone can find them again. */
function drawsText(state) {
  const { draws, seed } = state.data.ensemble;
  return t("ensemble.draws", { draws: number(draws), seed: String(seed) });
}

const EXIT_WORDS = { mission: "exit.mission", air: "exit.air", sea: "exit.sea", ground: "exit.ground" };

function exitText(state, exit) {
  return exit ? t(EXIT_WORDS[exit[1]], { country: state.countryName(exit[0]) }) : t("exit.none");
}

/** Shares as labels: the legs of one share are mostly one stretch of way, so each share stands once, on the longest. */
function putShares(state, put) {
  const longest = new Map();
  for (const item of state.legs) {
    const ring = item.visible && item.hit._rings?.[0];
    const share = ring && shareOfLeg(state, item);
    if (!share) continue;
    const length = pixelLength(ring);
    if (length > 30 && length > (longest.get(share)?.length || 0)) longest.set(share, { length, ring, width: item.width });
  }
  for (const [share, { ring, width }] of [...longest].sort(([a], [b]) => b - a)) {
    const off = width / 2 + 10;
    const candidates = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((part) => {
      const { at } = pointAlong(ring, part);
      return [[at.x + off, at.y - off / 2, "start"], [at.x - off, at.y - off / 2, "end"], [at.x + off, at.y + off / 2, "start"], [at.x - off, at.y + off / 2, "end"], [at.x, at.y - off, "middle"], [at.x, at.y + off, "middle"]];
    });
    put(drawsPercent(share), "draws", candidates);
  }
}

// the panel ---------------------------------------------------------------------------------

function widthSample(share, width = 40) {
  const high = Math.max(14, DRAWN_WIDTH + 2);
  return svg("svg", { width, height: high, viewBox: `0 0 ${width} ${high}`, class: "sample", "aria-hidden": "true" },
    svg("path", { d: `M2 ${high / 2}H${width - 2}`, class: "draw-width", "stroke-width": drawnWidth(share) }));
}

function ensembleLayer(state) {
  const { ensemble } = state.data;
  if (!ensemble) return "";
  const told = el("div", { id: "ensemble-told" });
  const several = ensemble.standings.length > 1;
  const origin = several ? el("label", { class: "draws-from" }, t("ensemble.from"), " ", el("select", { id: "draws-from", on: { change: (event) => {
    state.ensemble.at = Number(event.target.value);
    tellStanding(state, told);
    redraw(state);
  } } }, ensemble.standings.map((standing, i) => el("option", { value: String(i), selected: i === state.ensemble.at, text: plainNames(state, [standing.origin]) })))) : null;
  const keys = el("div", { hidden: !state.ensemble.on }, el("ul", { class: "keys draw-keys" },
    WIDTH_KEYS.map((share) => el("li", {}, el("span", { class: "key" }, widthSample(share)), el("span", { text: t("ensemble.width", { share: drawsPercent(share) }) }))),
    el("li", {}, el("span", { class: "key" }, el("span", { class: "draw-none" }, widthSample(0))), el("span", { text: t("ensemble.width_none") }))));
  const row = layerRow(state, {
    on: state.ensemble.on, text: t("ensemble.layer"), swatch: el("span", { class: "key" }, svg("svg", { width: 34, height: 14, viewBox: "0 0 34 14", class: "sample", "aria-hidden": "true" }, svg("path", { d: "M2 1V13L32 8V6Z", class: "draw-wedge" }))),
    change: (on) => { state.ensemble.on = on; keys.hidden = !on; redraw(state); },
  });
  state.ensemble.box = row.box;
  tellStanding(state, told);
  return group("ensemble.heading", origin, told, el("ul", { class: "layers" }, row), keys,
    el("p", {}, el("a", { href: "#ensemble", class: "more", text: t("ensemble.more") })));
}

/** Beside the layer: how sure the best way is, and the exits with their shares. */
function tellStanding(state, told) {
  const standing = state.data.ensemble.standings[state.ensemble.at];
  told.replaceChildren(
    el("p", {}, standing.found ? `${t("ensemble.central")}: ` : "", el("strong", { text: bestText(standing.central?.share) })),
    standing.exits.length ? el("ul", { class: "draw-shares", "aria-label": t("ensemble.exits") }, standing.exits.map(([exit, share]) => el("li", {},
      el("span", { class: "draw-bar", style: `width:${(100 * share).toFixed(1)}%` }), said(exitText(state, exit)), el("span", { class: "count", text: drawsPercent(share) })))) : "",
    el("p", { class: "faint", text: drawsText(state) }));
}

/** On the card of a path that is the best by the central numbers: in how many draws it is the best. */
function surePath(state, path) {
  if (!state.ensemble) return [];
  const standing = state.data.ensemble.standings.find(({ central }) => central && String(central.legs) === String(path.legs));
  return standing ? [el("p", { class: "sure" }, el("strong", { text: bestText(standing.central.share) }))] : [];
}

/** On a card: in how many draws a leg or a place is on the best way, from each origin. */
function drawsBlock(state, shareOf) {
  const { ensemble } = state.data;
  if (!ensemble) return null;
  const found = ensemble.standings.map((standing, i) => ({ standing, share: standing.found ? shareOf(standing, i) || 0 : null })).filter(({ share }) => share !== null);
  if (!found.length) return null;
  const line = ({ standing, share }) => [t("ensemble.on_way", { share: drawsPercent(share) }), ensemble.standings.length > 1 ? [" ", ...tell("ensemble.on_way_from", { origin: placeText(state, standing.origin) })] : null];
  return el("section", { class: "block" }, el("h3", { text: t("ensemble.title") }),
    found.length > 1 ? el("ul", { class: "plain" }, found.map((one) => el("li", {}, line(one)))) : el("p", {}, line(found[0])),
    el("p", { class: "faint", text: drawsText(state) }));
}
