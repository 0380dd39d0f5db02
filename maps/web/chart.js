// A small chart: points in two quantities with an interval upwards, each a button.
//
// It is drawn in the pixels of the panel. Names stand beside their points where there is room; what finds
// none is in the table. A pointer takes the point next to it, so that even points that lie on one another
// can be told apart; the keyboard goes from one to the next.

const CHART = { width: 275, height: 204, left: 31, right: 10, top: 20, bottom: 36 };
const CHART_FONT = { size: 11, weight: 600 };
const CROWD = 16; // more points than this are small, and only those with a word are named
const REACH = 26; // px from a point within which it is taken

/** Round numbers that cover a range in a few steps. */
function niceTicks(low, high, most) {
  const span = high - low || Math.abs(high) * 0.2 || 1;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => span / s <= most);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function axis(ticks, from, to) {
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/**
 * Draw points `{ x, y: [centre, low, high], shape, name, label, key }` with titles for both axes.
 * `act` is called with a point that is chosen, `look` with one that is pointed at or in focus, or null.
 */
function drawChart({ points, titles, formats, act, look, name }) {
  const { width, height, left, right, top, bottom } = CHART;
  const across = niceTicks(Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x)), 4);
  const up = niceTicks(Math.min(...points.map((p) => p.y[1])), Math.min(1, Math.max(...points.map((p) => p.y[2]))), 5);
  const x = axis(across, left + 8, width - right - 8);
  const y = axis(up, height - bottom, top);
  const placed = points.map((p) => ({ ...p, at: { x: x(p.x), y: y(p.y[0]), low: y(p.y[1]), high: y(Math.min(1, p.y[2])) } }));
  const picture = svg("svg", { class: `chart${points.length > CROWD ? " crowd" : ""}`, viewBox: `0 0 ${width} ${height}`, focusable: "false" },
    svg("g", { class: "axes", "aria-hidden": "true" },
      up.map((value) => [svg("path", { d: `M${left} ${y(value)}H${width - right}`, class: "grid" }), words(left - 5, y(value), "end", formats[1](value))]),
      across.map((value) => [svg("path", { d: `M${x(value)} ${height - bottom}v4`, class: "tick" }), words(x(value), height - bottom + 12, "middle", formats[0](value))]),
      svg("path", { d: `M${left} ${height - bottom}H${width - right}`, class: "tick" }),
      words(2, 8, "start", titles[1], "title"), words(width - right, height - 6, "end", titles[0], "title")));
  const nodes = placed.map((p, i) => pointNode(p, i));
  picture.append(svg("g", { class: "whiskers", "aria-hidden": "true" }, placed.map(whisker)), ...nodes, svg("g", { class: "names", "aria-hidden": "true" }, pointNames(placed)));
  const bar = el("div", { class: "chart-points", role: "toolbar", "aria-label": name }, picture);
  listen(bar, picture, placed, nodes, { act, look });
  return bar;
}

function words(x, y, anchor, text, className = null) {
  return svg("text", { x, y, "text-anchor": anchor, "dominant-baseline": "central", class: className }, document.createTextNode(text));
}

function whisker({ at, key }) {
  const { x, low, high } = at;
  return svg("path", { d: `M${x - 3} ${low}H${x + 3}M${x} ${low}V${high}M${x - 3} ${high}H${x + 3}`, class: "whisker", "data-whisker": key });
}

const SHAPES = {
  dot: () => svg("circle", { r: 5, class: "shape" }),
  diamond: () => svg("path", { d: "M0 -7.5L7.5 0L0 7.5L-7.5 0Z", class: "shape" }),
};

function pointNode(p, i) {
  return svg("g", {
    class: "point", role: "button", tabindex: i === 0 ? "0" : "-1", "aria-label": p.label, "aria-pressed": "false", "data-way": p.key,
    transform: `translate(${p.at.x.toFixed(1)} ${p.at.y.toFixed(1)})`,
  }, svg("circle", { r: 12, class: "halo" }), SHAPES[p.shape]());
}

/** Names beside the points, those with a word first; whatever would lie over something else is left out. */
function pointNames(placed) {
  const { width, height, left, bottom } = CHART;
  const taken = placed.map(({ at }) => ({ left: at.x - 6, right: at.x + 6, top: at.y - 6, bottom: at.y + 6 }));
  const lines = placed.map(({ at }) => ({ left: at.x - 2, right: at.x + 2, top: at.high, bottom: at.low }));
  const drawn = [];
  for (const { at, name } of placed.filter((p) => placed.length <= CROWD || p.named).sort((a, b) => b.name.length - a.name.length)) {
    const free = [[9, 0, "start"], [-9, 0, "end"], [9, -12, "start"], [-9, -12, "end"], [9, 12, "start"], [-9, 12, "end"], [5, -24, "start"], [5, 24, "start"], [-5, -24, "end"], [-5, 24, "end"]]
      .map(([dx, dy, anchor]) => ({ x: at.x + dx, y: at.y + dy, anchor, box: boxOf(name, CHART_FONT, at.x + dx, at.y + dy, anchor) }))
      .filter(({ box }) => !collides(box, taken) && box.left > left && box.right < width + 2 && box.bottom < height - bottom);
    const others = lines.filter((line) => line.left !== at.x - 2);
    const spot = free.find(({ box }) => !collides(box, others)) || free[0]; // a whisker may be crossed, a point not
    if (!spot) continue;
    taken.push(spot.box);
    drawn.push(words(spot.x, spot.y, spot.anchor, name));
  }
  return drawn;
}

/** Pointer: the nearest point. Keyboard: arrows, Home and End move; Enter and Space choose. */
function listen(bar, picture, placed, nodes, { act, look }) {
  const nearest = (event) => {
    const box = picture.getBoundingClientRect();
    const scale = box.width / CHART.width;
    const away = placed.map(({ at }) => Math.hypot(event.clientX - box.left - at.x * scale, event.clientY - box.top - at.y * scale));
    const best = away.indexOf(Math.min(...away));
    return away[best] <= REACH * Math.max(1, scale) ? best : -1;
  };
  const point = (i) => {
    nodes.forEach((node, at) => node.classList.toggle("pointed", at === i));
    look(i < 0 ? null : placed[i]);
  };
  const goTo = (i) => {
    nodes.forEach((node, at) => node.setAttribute("tabindex", at === i ? "0" : "-1"));
    nodes[i].focus({ preventScroll: true });
  };
  picture.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") point(nearest(event)); });
  picture.addEventListener("pointerleave", () => point(-1));
  picture.addEventListener("click", (event) => {
    // a click that no pointer made (a screen reader's) names its point itself
    const i = event.detail ? nearest(event) : nodes.indexOf(event.target.closest(".point"));
    if (i < 0) return;
    goTo(i);
    act(placed[i]);
  });
  bar.addEventListener("keydown", (event) => {
    const i = nodes.indexOf(document.activeElement);
    if (i < 0) return;
    const last = nodes.length - 1;
    const to = { ArrowRight: Math.min(last, i + 1), ArrowDown: Math.min(last, i + 1), ArrowLeft: Math.max(0, i - 1), ArrowUp: Math.max(0, i - 1), Home: 0, End: last }[event.key];
    if (to !== undefined) goTo(to);
    else if (event.key === "Enter" || event.key === " ") act(placed[i]);
    else return;
    event.preventDefault();
  });
  nodes.forEach((node, i) => {
    node.addEventListener("focus", () => look(placed[i]));
    node.addEventListener("blur", () => look(null));
  });
}
