// Labels: placed greedily at each zoom, the important ones first, never over one another.
// A label that finds no room is left out; the tables hold every name.

const LabelLayer = L.Layer.extend({
  onAdd(map) {
    this._svg = svg("svg", { class: "labels", "aria-hidden": "true", width: 1, height: 1, overflow: "visible" });
    map.getPane("labels").append(this._svg);
  },
  onRemove() {
    this._svg.remove();
  },
});

const measure = (() => {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return (text, font) => {
    const key = `${font}|${text}`;
    if (!known.has(key)) {
      context.font = font;
      known.set(key, context.measureText(text).width);
    }
    return known.get(key);
  };
})();

const LABEL_FONT = '"Segoe UI", "Helvetica Neue", Roboto, "Noto Sans", "Noto Sans CJK KR", "DejaVu Sans Condensed", sans-serif';
const LABEL_STYLES = {
  destination: { size: 14, weight: 700 },
  origin: { size: 12.5, weight: 700 },
  mission: { size: 11.5, weight: 400 },
  crossing: { size: 11.5, weight: 400, italic: true },
  city: { size: 12, weight: 400 },
  family: { size: 12.5, weight: 700 },
  depend: { size: 12, weight: 700 },
  draws: { size: 12.5, weight: 700 },
  country: { size: 12, weight: 400, spacing: 2.2 },
};

function makeLabels(state) {
  const pane = state.map.createPane("labels");
  pane.style.zIndex = 620;
  pane.style.pointerEvents = "none";
  state.labelLayer = new LabelLayer().addTo(state.map);
  state.map.on("moveend", () => placeLabels(state));
  state.map.on("zoomstart", () => state.labelLayer._svg.classList.add("hidden"));
}

function boxOf(text, style, x, y, anchor) {
  const font = `${style.weight} ${style.size}px ${LABEL_FONT}`;
  const width = measure(text, font) + (style.spacing || 0) * text.length + 4;
  const height = style.size * 1.15;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left: left - 1, top: y - height / 2, right: left + width + 1, bottom: y + height / 2 };
}

function grown({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

function collides(box, taken) {
  return taken.some((t) => box.left < t.right && box.right > t.left && box.top < t.bottom && box.bottom > t.top);
}

/** Where a label may stand around its place, best first. */
function spots(at, half) {
  const d = half + 4;
  const s = half * 0.7 + 3;
  return [
    [at.x + d, at.y, "start"], [at.x - d, at.y, "end"], [at.x + s, at.y - s - 4, "start"], [at.x + s, at.y + s + 4, "start"],
    [at.x - s, at.y - s - 4, "end"], [at.x - s, at.y + s + 4, "end"], [at.x, at.y - d - 7, "middle"], [at.x, at.y + d + 7, "middle"],
    [at.x + s + 4, at.y - s - 11, "start"], [at.x + s + 4, at.y + s + 11, "start"],
    [at.x - s - 4, at.y - s - 11, "end"], [at.x - s - 4, at.y + s + 11, "end"],
  ];
}

/** Points along the lines that are drawn: a label may lie over them, but would rather not. */
function linePoints(state, view) {
  const points = [];
  for (const item of state.places) {
    for (const p of item.band && item.on ? item.band[1]._rings?.[0] || [] : []) points.push(p, p, p);
  }
  for (const item of state.legs) {
    if (!item.visible) continue;
    for (const ring of item.hit._rings || []) {
      const length = pixelLength(ring);
      const step = Math.max(7, length / 160);
      for (let at = step / 2; at < length; at += step) points.push(Object.assign(pointAlong(ring, at / length).at, { families: item.families }));
    }
  }
  return points.filter((p) => view.contains(p));
}

function placeLabels(state) {
  const { map, labelLayer } = state;
  const taken = [...placeHarms(state), ...controlBoxes(map)];
  const drawn = [];
  const topLeft = map.containerPointToLayerPoint([0, 0]);
  const view = L.bounds(topLeft, topLeft.add(map.getSize()));
  const obstacles = linePoints(state, view);
  const cost = (box, but) => obstacles.reduce((n, p) => n + (
    p.x > box.left - 2 && p.x < box.right + 2 && p.y > box.top && p.y < box.bottom && !(p.families?.length === 1 && p.families[0] === but) ? 1 : 0), 0);
  const cutOff = (box) => box.left < view.min.x || box.right > view.max.x || box.top < view.min.y || box.bottom > view.max.y;
  const shown = state.places.filter((item) => item.shown && view.contains(placePoint(state, item)));
  for (const item of shown) {
    const at = placePoint(state, item);
    const half = item.place.kind === "crossing" ? 6 : (PLACE_SIZE[item.place.kind] || 12) / 2;
    taken.push({ left: at.x - half, right: at.x + half, top: at.y - half, bottom: at.y + half });
  }
  const put = (text, kind, candidates, { family, room = 0 } = {}) => {
    const style = LABEL_STYLES[kind];
    let best = null;
    for (const [rank, [x, y, anchor]] of candidates.entries()) {
      const box = boxOf(text, style, x, y, anchor);
      if (cutOff(box) || collides(box, taken)) continue;
      const crossed = cost(box, family);
      if (room && crossed) continue; // a name across the lines of others is taken for theirs
      const price = room ? cost(box) + cost(grown(box, room), family) + rank * 0.04 : crossed * 2 + rank * (rank < 8 ? 1 : 2.5);
      if (!best || price < best.price) best = { x, y, anchor, box, price };
      if (!crossed && !room) break;
    }
    if (!best) return;
    taken.push(best.box);
    drawn.push(labelText(text, kind, style, best, family === undefined ? null : familyInk(family)));
  };
  const important = shown.filter((item) => item.weight >= 400);
  const others = shown.filter((item) => item.weight < 400);
  const putPlace = (item) => {
    const half = item.place.kind === "crossing" ? 7 : (PLACE_SIZE[item.place.kind] || 12) / 2;
    put(cut(nameIn(item.place).text, 38), item.place.kind, spots(placePoint(state, item), half));
  };
  const named = putDependence(state, put, taken);
  important.forEach(putPlace);
  if (state.ensemble?.on) putShares(state, put);
  if (state.colorBy === "family") putFamilies(state, put);
  others.forEach(putPlace);
  putCountries(state, put, named);
  labelLayer._svg.replaceChildren(...drawn);
  labelLayer._svg.classList.remove("hidden");
  state.labelBoxes = taken;
  map.fire("labelsplaced");
}

/** What stands in the corners of the map, so that no label is half under it. */
function controlBoxes(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...byId("map-frame").querySelectorAll(".leaflet-control, .credit")].map((control) => {
    const box = control.getBoundingClientRect();
    const at = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
    return { left: at.x, right: at.x + box.width, top: at.y, bottom: at.y + box.height };
  });
}

function labelText(text, kind, style, { x, y, anchor }, color) {
  return svg("text", {
    class: `label ${kind}`, x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "dominant-baseline": "central",
    style: `font-size:${style.size}px;font-weight:${style.weight}${color ? `;fill:${color}` : ""}`,
  }, document.createTextNode(text));
}

/** Name each family on the longest leg that it has for itself, or else shares with the fewest. */
function putFamilies(state, put) {
  state.data.families.forEach((_, index) => {
    if (!state.familiesOn.has(index)) return;
    const own = state.legs.filter((item) => item.visible && item.families.includes(index) && item.hit._rings?.length);
    const ranked = own.map((item) => ({ ring: item.hit._rings[0], length: pixelLength(item.hit._rings[0]), air: item.leg.mode === "air", shared: item.families.length }))
      .filter(({ length, shared }) => length > 26 && shared < 4).sort((a, b) => a.shared - b.shared || a.air - b.air || b.length - a.length).slice(0, 6);
    const candidates = ranked.flatMap(({ ring }) => [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((share) => {
      const { at } = pointAlong(ring, share);
      return [[at.x + 10, at.y - 9, "start"], [at.x - 10, at.y - 9, "end"], [at.x + 10, at.y + 9, "start"], [at.x - 10, at.y + 9, "end"]];
    }));
    put(shortName(familyText(state, index).text), "family", candidates, { family: index, room: 18 });
  });
}

/** A long name up to its last comma, for the map; the panel holds the whole. */
function shortName(name) {
  const comma = name.lastIndexOf(", ");
  return cut(name.length > 30 && comma > 3 ? name.slice(0, comma) : name, 40);
}

function putCountries(state, put, named) {
  for (const [code, country] of Object.entries(state.data.countries)) {
    if (named.has(code)) continue;
    const anchors = country.at.map(([lon, lat]) => state.map.latLngToLayerPoint([lat, lon]));
    const candidates = anchors.flatMap((p) => [[p.x, p.y, "middle"], [p.x, p.y - 16, "middle"], [p.x, p.y + 16, "middle"], [p.x - 26, p.y, "middle"], [p.x + 26, p.y, "middle"]]);
    put(LANG === "ko" ? country.ko : country.name.toUpperCase(), "country", candidates);
  }
}
