// Lines of the explorer: all legs in use in the year, thin; the way as it was, thin and dark; the way as it is.

const WAY_COLOR = "#1b4fa3";
const WAY_WIDTH = 5;

function makeExplorerLines(state) {
  const { map, data } = state;
  state.renderers = {
    context: makePane(map, "context", 370),
    glow: makePane(map, "glow", 380),
    way: makePane(map, "way", 400),
    marks: makePane(map, "marks", 410),
    borders: makePane(map, "borders", 360, { interactive: true }),
    dots: makePane(map, "dots", 430),
  };
  state.legs = data.legs.map((leg, index) => ({ leg, index, points: latlngs(leg.line) }));
  state.drawn = [];
  state.context = new Map();
}

/** Draw what holds now; lines of other legs are made once and come and go. */
function drawWays(state) {
  const { data } = state;
  const shut = new Set(shutList(state).flatMap(({ legs }) => legs));
  const open = new Set(data.years[state.at].legs.filter((i) => !shut.has(i)));
  for (const [i, line] of state.context) if (!open.has(i)) { line.remove(); state.context.delete(i); }
  for (const i of open) if (!state.context.has(i)) state.context.set(i, contextLine(state, state.legs[i]).addTo(state.map));
  for (const line of state.drawn) line.remove();
  state.drawn = [];
  const { before, answer } = state;
  if (before.way !== answer.way) for (const i of before.numbers) state.drawn.push(...beforeLines(state, state.legs[i]));
  for (const i of answer.numbers) state.drawn.push(...wayLines(state, state.legs[i]));
  for (const line of state.drawn) line.addTo(state.map);
}

function contextLine(state, item) {
  return new OffsetLine(item.points, { ...legOptions(state, item.leg), renderer: state.renderers.context, className: "context-line", weight: item.leg.mode === "air" ? 1 : 1.6, opacity: 1, dashArray: item.leg.mode === "air" ? "1.5 4" : null });
}

function beforeLines(state, item) {
  const options = { ...legOptions(state, item.leg), lineCap: "round", opacity: 1 };
  return [
    new OffsetLine(item.points, { ...options, renderer: state.renderers.glow, className: "before-line casing", weight: 5 }),
    new OffsetLine(item.points, { ...options, renderer: state.renderers.glow, className: "before-line", weight: 2.2, dashArray: item.leg.mode === "air" ? "2 5" : null }),
  ];
}

function wayLines(state, item) {
  const { leg } = item;
  const mode = MODES[leg.mode] || MODES.unspecified;
  const options = { ...legOptions(state, leg), opacity: 1 };
  const lines = [
    new OffsetLine(item.points, { ...options, renderer: state.renderers.way, className: "way-line casing", weight: WAY_WIDTH + 4, lineCap: "round" }),
    new OffsetLine(item.points, { ...options, renderer: state.renderers.way, className: "way-line", color: WAY_COLOR, weight: WAY_WIDTH * Math.max(0.8, mode.weight), dashArray: mode.dash, lineCap: mode.round ? "round" : "butt" }),
  ];
  if (leg.mode !== "entry") {
    lines.push(new ChevronLine(item.points, { ...options, renderer: state.renderers.marks, color: WAY_COLOR, weight: 2, fill: false, reach: 7, count: 1, className: "chevrons", minLength: 40, share: leg.mode === "air" ? 0.42 : 0.5 }));
  }
  return lines;
}
