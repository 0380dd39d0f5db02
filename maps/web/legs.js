// Legs: one strand for each route family, dashed by mode, coloured by family or by risk.
//
// A leg is a group of lines: a white casing, its strands, a white core that tells of weak evidence,
// chevrons, and a wide unseen line that can be hit. Legs that join the same two places run side
// by side.

const STRAND_WIDTH = 3.4;
const MOST_WIDTH = 12.5;

function makeLegs(state) {
  const { map, data } = state;
  const renderers = {
    glow: makePane(map, "glow", 380),
    casing: makePane(map, "casing", 390),
    strands: makePane(map, "strands", 400),
    marks: makePane(map, "marks", 410),
    hits: makePane(map, "hits", 440, { interactive: true }),
  };
  state.renderers = renderers;
  state.legs = data.legs.map((leg, index) => makeLeg(state, leg, index));
  state.dormant = data.dormant.map((leg, index) => makeDormant(state, leg, index));
  layOutStrands(state);
}

function legOptions(state, leg) {
  const shiftOf = (id) => (zoom) => shiftAt(state.placeById.get(id).place, zoom);
  return { shiftA: shiftOf(leg.u), shiftB: shiftOf(leg.v), interactive: false, smoothFactor: 0.6 };
}

function legName(state, leg) {
  return `${state.nameOf(leg.u)} → ${state.nameOf(leg.v)}`;
}

function latlngs(line) {
  return line.map(([lon, lat]) => [lat, lon]); // the one place where the page turns them
}

function makeLeg(state, leg, index) {
  const points = latlngs(leg.line);
  const item = { leg, index, points, families: familyIndices(state, leg), parts: [], visible: true, id: `leg-${index}` };
  item.hit = new OffsetLine(points, {
    ...legOptions(state, leg), renderer: state.renderers.hits, weight: 15, opacity: 0, interactive: true,
    bubblingMouseEvents: false, className: "hit",
  });
  item.hit.on("click", () => state.open({ leg: item }));
  // A tooltip would make each line a stop for the keyboard, without a name; the table of legs is the way there.
  item.hit.on("add", () => item.hit.getElement().setAttribute("tabindex", "-1"));
  item.hit.bindTooltip(() => legTooltip(state, item), { sticky: true, className: "tip", opacity: 1, direction: "top", offset: [0, -8] });
  return item;
}

function legTooltip(state, item) {
  const { leg } = item;
  const names = familyIndices(state, leg).filter((index) => index >= 0).map((index) => familyText(state, index));
  return el("div", {},
    el("strong", {}, said(cut(legName(state, leg), 90))),
    el("div", { text: t("tip.leg", { mode: modeName(leg.mode), km: kmText(leg.km), level: word("level", leg.level) }) }),
    el("div", { class: "faint", text: t("evidence.chip", { word: word("evidence", leg.evidence) }) }),
    state.ensemble?.on ? el("div", { text: t("ensemble.on_way", { share: drawsPercent(shareOfLeg(state, item)) }) }) : null,
    names.length ? el("div", { class: "faint" }, names.flatMap(({ text, lang }, i) => [i ? " · " : "", inLang(cut(shortName(text), 40), lang)])) : null);
}

/** Families of a leg by their place in the legend; -1 stands for none. */
function familyIndices(state, leg) {
  const found = leg.families.map((id) => state.familyIndex.get(id)).filter((i) => i !== undefined);
  return found.length ? [...new Set(found)].sort((a, b) => a - b) : [-1];
}

function isShown(state, item) {
  return state.modesOn.has(item.leg.mode) && item.families.some((f) => state.familiesOn.has(f));
}

/** Decide for every leg which strands it has and where they run, and draw them. */
function layOutStrands(state) {
  const bundles = new Map();
  for (const item of state.legs) {
    item.visible = isShown(state, item);
    clearLeg(state, item);
    if (!item.visible) continue;
    const { u, v, mode } = item.leg;
    const bowed = mode === "air" || mode === "sea" ? mode : "surface";
    const key = JSON.stringify([...[u, v].sort(), bowed]);
    if (!bundles.has(key)) bundles.set(key, []);
    bundles.get(key).push(item);
  }
  for (const bundle of bundles.values()) drawBundle(state, bundle);
  drawPaths(state);
}

function drawBundle(state, bundle) {
  const [first] = [bundle[0].leg.u, bundle[0].leg.v].sort();
  const strands = bundle.flatMap((item) => {
    const families = state.colorBy === "risk" ? [null] : item.families.filter((f) => state.familiesOn.has(f));
    return families.map((family) => ({ item, family, of: families.length }));
  });
  const alike = Math.min(STRAND_WIDTH, MOST_WIDTH / strands.length) * (state.colorBy === "risk" ? 1.3 : 1);
  const widthOf = ({ item, of }) => (state.ensemble?.on ? drawnWidth(shareOfLeg(state, item)) / of : alike);
  const gap = bundle.length > 1 ? 1.5 : 0;
  const total = strands.reduce((sum, strand) => sum + widthOf(strand), (bundle.length - 1) * gap);
  let at = -total / 2;
  let previous = strands[0].item;
  for (const strand of strands) {
    const { item, family } = strand;
    const width = widthOf(strand);
    if (item !== previous) at += gap;
    previous = item;
    const sign = item.leg.u === first ? 1 : -1;
    drawStrand(state, item, family, width, (at + width / 2) * sign);
    at += width;
  }
  for (const item of bundle) finishLeg(state, item);
}

function drawStrand(state, item, family, width, offset) {
  const { leg } = item;
  const mode = MODES[leg.mode] || MODES.unspecified;
  const color = state.colorBy === "risk" ? LEVEL_COLORS[leg.level] : familyColor(family);
  const exact = state.ensemble?.on; // then width means something, and dashes grow with it
  item.parts.push(new OffsetLine(item.points, {
    ...legOptions(state, leg), offset, lineCap: mode.round ? "round" : "butt", renderer: state.renderers.strands, color,
    weight: exact ? width : width * mode.weight, opacity: 1, dashArray: exact ? grownDash(mode.dash, width) : mode.dash, className: "strand",
  }).addTo(state.map));
  item.offsets = [...(item.offsets || []), offset];
  item.width = (item.width || 0) + width;
}

/** A dash in proportion to a line that is wider than usual. */
function grownDash(dash, width) {
  const times = Math.max(1, width / STRAND_WIDTH);
  return dash && dash.split(" ").map((part) => (part * times).toFixed(2)).join(" ");
}

/** Casing, chevrons and the line to hit, once the strands of a leg are laid. */
function finishLeg(state, item) {
  const middle = item.offsets.reduce((sum, o) => sum + o, 0) / item.offsets.length;
  const options = { ...legOptions(state, item.leg), offset: middle };
  item.middle = middle;
  if (item.leg.mode !== "air") {
    item.parts.push(new OffsetLine(item.points, {
      ...options, renderer: state.renderers.casing, color: "#fff", weight: item.width + 2.6, opacity: 0.85, lineCap: "round", className: "casing",
    }).addTo(state.map));
  }
  const core = EVIDENCE[item.leg.evidence];
  if (core && item.leg.mode !== "air") {
    item.parts.push(new OffsetLine(item.points, {
      ...options, renderer: state.renderers.marks, color: "#fff", weight: Math.max(1.15, item.width * 0.16), opacity: 1, lineCap: "butt",
      dashArray: core, className: "strand",
    }).addTo(state.map));
  }
  if (item.leg.mode !== "entry") {
    item.parts.push(new ChevronLine(item.points, {
      ...options, renderer: state.renderers.marks, color: "#23282f", weight: 1.3, fill: false, reach: Math.max(3.6, item.width / 2 + 1.8),
      count: Math.max(1, LEVELS.indexOf(item.leg.level) + 1), className: "chevrons", share: item.leg.mode === "air" ? 0.42 : 0.5,
    }).addTo(state.map));
  }
  item.hit.options.offset = middle;
  item.hit.addTo(state.map).redraw();
}

function clearLeg(state, item) {
  for (const part of item.parts) part.remove();
  item.hit.remove();
  Object.assign(item, { parts: [], offsets: [], width: 0, middle: 0 });
}

/** Legs out of use or shut: grey, thin, off until they are asked for. */
function makeDormant(state, leg, index) {
  const points = latlngs(leg.line);
  const options = legOptions(state, leg);
  const item = { leg, index, points, dormant: true, families: familyIndices(state, leg), middle: 0, width: 2, id: `dormant-${index}` };
  item.line = new OffsetLine(points, { ...options, renderer: state.renderers.casing, color: "#7d838c", weight: 1.8, dashArray: "2 4", className: "dormant" });
  item.hit = new OffsetLine(points, { ...options, renderer: state.renderers.hits, weight: 13, opacity: 0, interactive: true, bubblingMouseEvents: false, className: "hit" });
  item.hit.on("click", () => state.open({ leg: item }));
  // A tooltip would make each line a stop for the keyboard, without a name; the table of legs is the way there.
  item.hit.on("add", () => item.hit.getElement().setAttribute("tabindex", "-1"));
  item.hit.bindTooltip(() => el("div", {},
    el("strong", {}, said(cut(legName(state, leg), 90))), el("div", {}, tell("card.not_open", { reason: reasonText(state, leg) }))),
  { sticky: true, className: "tip", opacity: 1, direction: "top", offset: [0, -8] });
  return item;
}

function showDormant(state, on) {
  for (const item of state.dormant) {
    for (const line of [item.line, item.hit]) if (on) line.addTo(state.map); else line.remove();
  }
}

/** The highlight of the ways that are shown, below their legs. */
function drawPaths(state) {
  for (const line of state.pathLines || []) line.remove();
  state.pathLines = [];
  const on = shownWays(state);
  const used = new Set(on.flatMap(({ legs }) => legs));
  for (const item of state.legs) {
    const faded = state.ensemble?.on ? !shareOfLeg(state, item) : used.size > 0 && !used.has(item.index);
    for (const part of item.parts) part.getElement()?.classList.toggle("faded", faded);
  }
  on.forEach(({ legs, look }, rank) => {
    for (const i of legs) {
      const item = state.legs[i];
      const weight = (item.width || 3) + (state.ensemble?.on ? 5 : 7) + 6 * (on.length - 1 - rank);
      for (const [className, width] of [[`path-line ${look}`, weight], ["path-line inner", weight - 3.6]]) {
        state.pathLines.push(new OffsetLine(item.points, {
          ...legOptions(state, item.leg), offset: item.middle || 0, renderer: state.renderers.glow, className, weight: width, lineCap: "round", opacity: 1,
        }).addTo(state.map));
      }
    }
  });
  // all borders below all fillings, so that the legs of a path join without seams
  for (const line of state.pathLines) if (line.options.className.includes("inner") && on.length < 2) line.bringToFront();
}

/** Let one family stand out while its row in the panel is pointed at. */
function emphasise(state, family) {
  for (const item of state.legs) {
    const faded = family !== null && !item.families.includes(family);
    for (const part of item.parts) part.getElement()?.classList.toggle("dimmed", faded);
  }
}

function markSelected(state, item) {
  state.selectedLine?.remove();
  state.selectedLine = null;
  if (!item) return;
  state.selectedLine = new OffsetLine(item.points, {
    ...legOptions(state, item.leg), offset: item.middle || 0, renderer: state.renderers.glow, className: "selected-line",
    weight: (item.width || 3) + 9, lineCap: "round",
  }).addTo(state.map);
}
