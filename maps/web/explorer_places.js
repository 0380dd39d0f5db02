// Places and names: those on the way and on the way as it was; every place of departure can be chosen.

function makeExplorerPlaces(state) {
  const { map, data } = state;
  map.createPane("places").style.zIndex = 610;
  state.places = data.places.map((place) => ({ place, latlng: L.latLng(place.at[1], place.at[0]) }));
  state.placeItem = new Map(state.places.map((item) => [item.place.id, item]));
  for (const item of state.places) makeStop(state, item);
  const pane = map.createPane("labels");
  pane.style.zIndex = 630;
  pane.style.pointerEvents = "none";
  state.labelLayer = new LabelLayer().addTo(map);
  map.on("zoomstart", () => state.labelLayer._svg.classList.add("hidden"));
}

function makeStop(state, item) {
  const { place } = item;
  const start = state.data.origins.indexOf(place.id);
  if (place.kind === "crossing") return; // its border bears the mark
  const size = PLACE_SIZE[place.kind] || 12;
  const room = start < 0 ? size : 26; // what can be chosen has room for a finger
  const symbol = start < 0 ? placeSymbol(place.kind) : el("button", { type: "button", class: "start", tabindex: "-1" }, placeSymbol("origin"));
  const icon = L.divIcon({ html: symbol, className: `place ${place.kind}`, iconSize: [room, room], iconAnchor: [room / 2, room / 2] });
  item.marker = L.marker(item.latlng, { icon, pane: "places", keyboard: false, interactive: start >= 0 });
  if (start < 0) return;
  item.start = start;
  item.button = symbol;
  L.DomEvent.disableClickPropagation(symbol);
  symbol.addEventListener("click", () => choose(state, { origin: start }));
}

/** Places on the ways that are drawn, and those of departure and destination. */
function showStops(state) {
  const { data, before, answer } = state;
  const on = (numbers) => new Set(numbers.flatMap((i) => [data.legs[i].u, data.legs[i].v]));
  state.onWay = on(answer.numbers);
  state.onBefore = on(before.numbers);
  const zoom = state.map.getZoom();
  for (const item of state.places) {
    if (!item.marker) continue;
    const { id } = item.place;
    const main = item.start !== undefined || data.destinations.includes(id);
    const shown = main || state.onWay.has(id) || state.onBefore.has(id);
    if (!shown) { item.marker.remove(); continue; }
    const [dx, dy] = shiftAt(item.place, zoom);
    item.marker.setLatLng(state.map.layerPointToLatLng(state.map.latLngToLayerPoint(item.latlng).add([dx, dy]))).addTo(state.map);
    const node = item.marker.getElement();
    node.classList.toggle("aside", !state.onWay.has(id) && !main);
    node.classList.toggle("chosen", item.start === state.origin);
    if (item.button) item.button.setAttribute("aria-label", t("explore.start", { name: state.nameOf(id) }));
  }
}

/** Name the places of the way first, then those of the way as it was, then countries; never over one another. */
function nameStops(state) {
  const { map, data } = state;
  const topLeft = map.containerPointToLayerPoint([0, 0]);
  const view = L.bounds(topLeft, topLeft.add(map.getSize()));
  const taken = [...controlBoxes(map), ...state.markBoxes];
  const drawn = [];
  const rank = (item) => (data.destinations.includes(item.place.id) || item.start === state.origin ? 3 : state.onWay.has(item.place.id) ? 2 : item.start !== undefined ? 1 : 0);
  const shown = state.places.filter((item) => item.marker && map.hasLayer(item.marker) && view.contains(placePoint(state, item))).sort((a, b) => rank(b) - rank(a));
  for (const item of shown) {
    const at = placePoint(state, item);
    const half = (PLACE_SIZE[item.place.kind] || 12) / 2;
    taken.push({ left: at.x - half, right: at.x + half, top: at.y - half, bottom: at.y + half });
  }
  const lines = wayPoints(state, view);
  const put = (text, kind, candidates, { aside = false } = {}) => {
    const style = LABEL_STYLES[kind];
    let best = null;
    for (const [place, [x, y, anchor]] of candidates.entries()) {
      const box = boxOf(text, style, x, y, anchor);
      if (box.left < view.min.x || box.right > view.max.x || box.top < view.min.y || box.bottom > view.max.y || collides(box, taken)) continue;
      const price = place + 2 * lines.filter((p) => p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom).length;
      if (!best || price < best.price) best = { x, y, anchor, box, price };
    }
    if (!best) return;
    taken.push(best.box);
    const label = labelText(text, kind, style, best, null);
    if (aside) label.classList.add("aside");
    drawn.push(label);
  };
  for (const item of shown) {
    put(cut(nameIn(item.place).text, 38), item.place.kind, spots(placePoint(state, item), (PLACE_SIZE[item.place.kind] || 12) / 2), { aside: rank(item) < 2 });
  }
  putCountries(state, put, new Set());
  state.labelLayer._svg.replaceChildren(...drawn);
  state.labelLayer._svg.classList.remove("hidden");
}

/** Points along the ways that are drawn, which labels would rather not cover. */
function wayPoints(state, view) {
  const points = [];
  for (const line of state.drawn) {
    if (!line.options.className.includes("casing")) continue;
    for (const ring of line._rings || []) {
      const length = pixelLength(ring);
      for (let at = 4; at < length; at += 9) points.push(pointAlong(ring, at / length).at);
    }
  }
  return points.filter((p) => view.contains(p));
}
