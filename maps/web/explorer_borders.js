// Borders that can be shut: each a line and a mark that is a button, at every zoom with room for a finger.

const MARK = 24; // px, and the least distance between two marks

function makeBorders(state) {
  const { map, data } = state;
  map.createPane("gates").style.zIndex = 620;
  state.gates = data.closures.map((closure, index) => makeGate(state, closure, index));
}

function makeGate(state, closure, index) {
  const gate = { closure, index, rings: closure.lines.map(latlngs) };
  const act = () => toggleClosure(state, index);
  const { borders } = state.renderers;
  if (gate.rings.length) {
    const line = (className, weight, more = {}) => L.polyline(gate.rings, { renderer: borders, className, weight, opacity: 1, interactive: false, smoothFactor: 0.8, ...more }).addTo(state.map);
    gate.casing = line("gate-casing", 7);
    gate.line = line("gate-line", 3.5);
    gate.stripes = line("gate-stripes", 3.5, { dashArray: "7 7", lineCap: "butt" });
    gate.hit = line("gate-hit", 18, { interactive: true, opacity: 0, bubblingMouseEvents: false });
    gate.hit.on("click", act);
    gate.hit.getElement().setAttribute("tabindex", "-1"); // the mark on the border is the stop for the keyboard
    gate.hit.bindTooltip(() => gateTip(state, gate), { sticky: true, className: "tip", opacity: 1, direction: "top", offset: [0, -10] });
  }
  if (!closure.at.length) return gate;
  gate.button = el("button", { type: "button", class: "gate", "data-closure": closure.id, on: { click: act } });
  L.DomEvent.disableClickPropagation(gate.button);
  const icon = L.divIcon({ html: gate.button, className: "gate-place", iconSize: [MARK, MARK], iconAnchor: [MARK / 2, MARK / 2] });
  gate.marker = L.marker(latlngs(closure.at)[0], { icon, pane: "gates", keyboard: false, interactive: true, bubblingMouseEvents: false }).addTo(state.map);
  gate.marker.bindTooltip(() => gateTip(state, gate), { className: "tip", opacity: 1, direction: "top", offset: [0, -14] });
  return gate;
}

/** What a closure is called: its border, kind of place, country, place or leg. */
function closureName(state, closure) {
  const { ends, kind } = closure;
  const country = (code) => state.countryName(code);
  if (kind === "border") return ends.map(country).join("–");
  if (kind === "directed border") return ends.map(country).join(" → ");
  if (kind === "kind of place" || kind === "mode") return capital(closedName(state.data.sentences, closure.id, state.nameFor));
  return ends.map((end) => cut(state.nameFor(end), 40)).join(" → ");
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What reports say of a closure in the year: a word, and the number of its level from 1. */
function closureState(state, index) {
  const { open, shut, levels, assumed } = state.data.years[state.at].states[index];
  if (!open) return { name: shut ? "shut" : "unused", text: t(shut ? "explore.state.shut" : "explore.state.unused"), level: 0 };
  if (!levels.length) return { name: "open", text: t("explore.state.open"), level: 0 };
  const level = levelWords(levels);
  return { name: "open", text: t(assumed ? "explore.state.assumed" : "explore.state.level", { level }), level: LEVELS.indexOf(levels[levels.length - 1]) + 1 };
}

function gateTip(state, gate) {
  const shut = state.shut.has(gate.index);
  const now = closureState(state, gate.index);
  return el("div", {}, el("strong", {}, said(closureName(state, gate.closure))),
    el("div", { text: now.level ? t("explore.tip.risk", { state: now.text }) : capital(now.text) }),
    state.passed.has(gate.index) ? el("div", { text: t("explore.tip.way") }) : null,
    el("div", { class: "faint", text: t(shut ? "explore.tip.open" : "explore.tip.shut") }));
}

/** The sign of a closure: bars for the level of its risk, a flag for missions; shut, a disc with a bar; not in use, a small ring. */
function gateSign({ shut, now, passed, flag = false }) {
  const sign = svg("svg", { width: MARK, height: MARK, viewBox: "0 0 24 24", class: "gate-sign", "aria-hidden": "true", focusable: "false", overflow: "visible" });
  if (passed) sign.append(svg("circle", { cx: 12, cy: 12, r: 13.2, class: "gate-halo" }));
  if (shut) {
    sign.append(svg("circle", { cx: 12, cy: 12, r: 10.5, class: "gate-shut" }), svg("path", { d: "M6.5 12H17.5", class: "gate-bar" }));
  } else if (now.name !== "open") {
    sign.append(svg("circle", { cx: 12, cy: 12, r: 6, class: "gate-unused" }));
    if (now.name === "shut") sign.append(svg("path", { d: "M9 12H15", class: "gate-dash" }));
  } else {
    sign.append(svg("circle", { cx: 12, cy: 12, r: 10, class: "gate-open" }), ...(flag ? [svg("path", { d: "M8 18V6M8 6.6H17L14.6 9.8L17 13H8Z", class: "gate-flag" })] : now.level ? levelBars(now.level, 12, 12) : [svg("circle", { cx: 12, cy: 12, r: 3, class: "gate-dot" })]));
  }
  return sign;
}

/** As many bars as the level of risk, round a point. */
function levelBars(level, x, y) {
  return Array.from({ length: level }, (_, i) => svg("path", { d: `M${x + (i - (level - 1) / 2) * 2.7} ${y - 3.8}v7.6`, class: "gate-level" }));
}

/** Let every border look as it stands. */
function showBorders(state) {
  state.passed = new Set();
  const on = new Set(state.answer.numbers);
  for (const gate of state.gates) if (gate.closure.legs.some((i) => on.has(i))) state.passed.add(gate.index);
  for (const gate of state.gates) {
    const shut = state.shut.has(gate.index);
    const now = closureState(state, gate.index);
    if (gate.line) {
      const color = shut ? "#b3261e" : now.name === "open" ? "#3c4653" : "#8d949b";
      gate.line.setStyle({ color, weight: shut ? 6 : now.name === "open" ? 2.6 : 1.6, dashArray: now.name === "open" || shut ? null : "2 5" });
      gate.casing.setStyle({ weight: shut ? 9 : now.name === "open" ? 6 : 0 });
      gate.stripes.setStyle({ opacity: shut ? 1 : 0, weight: 4 });
    }
    if (!gate.button) continue;
    gate.button.replaceChildren(gateSign({ shut, now, passed: state.passed.has(gate.index), flag: gate.closure.kind === "kind of place" }));
    setProps(gate.button, { "aria-pressed": String(shut), "aria-label": t("explore.mark", { name: closureName(state, gate.closure), state: now.text }) });
    gate.button.classList.toggle("unused", !shut && now.name !== "open");
  }
}

/** Put every mark on its line, as near to its point as the marks before it leave room. */
function placeGates(state) {
  const { map } = state;
  const taken = [];
  const stops = state.places.filter((item) => item.marker && map.hasLayer(item.marker)).map((item) => placePoint(state, item));
  const free = (room) => (p) => taken.every((other) => other.distanceTo(p) >= MARK + 2) && stops.every((stop) => stop.distanceTo(p) >= room);
  const order = [...state.gates].sort((a, b) => rankOf(state, b) - rankOf(state, a) || a.index - b.index);
  for (const gate of order) {
    if (!gate.marker) continue;
    const onWay = gate.closure.places.findIndex((id) => state.onWay.has(id));
    const at = map.latLngToLayerPoint(latlngs(gate.closure.at)[Math.max(0, onWay)]);
    const along = gate.rings.flatMap((ring) => linePixels(ring.map((p) => map.latLngToLayerPoint(p))));
    const around = [24, 34, 46].flatMap((r) => [0, 1, 2, 3, 4, 5, 6, 7].map((i) => at.add([r * Math.cos(i * Math.PI / 4 - 2.4), r * Math.sin(i * Math.PI / 4 - 2.4)])));
    const near = [at, ...along.sort((p, q) => p.distanceTo(at) - q.distanceTo(at))];
    const spot = (gate.rings.length ? near.find(free(19)) || near.find(free(13)) : null) || around.find(free(19)) || around.find(free(0)) || at;
    taken.push(spot);
    gate.marker.setLatLng(map.layerPointToLatLng(spot));
  }
  state.markBoxes = taken.map((p) => ({ left: p.x - 13, right: p.x + 13, top: p.y - 13, bottom: p.y + 13 }));
}

function rankOf(state, { index }) {
  return (state.shut.has(index) ? 4 : 0) + (state.passed.has(index) ? 2 : 0) + (state.data.years[state.at].states[index].open ? 1 : 0);
}

function linePixels(points) {
  const length = pixelLength(points);
  const count = Math.min(80, Math.floor(length / 8));
  return Array.from({ length: count }, (_, i) => pointAlong(points, (i + 0.5) / count).at);
}
