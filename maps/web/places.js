// Places: shape and size by kind. Those that would crowd one another give way to the more
// important ones until one zooms in; what is hidden is always in the tables and in the search.

const ROOM = 24; // px between the centres of two places that can be chosen

const PLACE_SIZE = { origin: 15, destination: 22, mission: 15, city: 12, crossing: 14 };
const PLACE_RANK = { destination: 5, origin: 4, mission: 2, crossing: 3, city: 1 };

function makePlaces(state) {
  const { map, data } = state;
  state.renderers.bands = makePane(map, "bands", 420, { interactive: true });
  map.createPane("places").style.zIndex = 610;
  map.createPane("dots").style.zIndex = 430;
  map.getPane("dots").style.pointerEvents = "none";
  state.places = data.places.map((place) => makePlace(state, place));
  state.placeItem = new Map(state.places.map((item) => [item.place.id, item]));
  map.on("zoomend", () => declutter(state, { labels: false })); // labels follow when the move ends
}

function placeSymbol(kind, haven = false) {
  const size = PLACE_SIZE[kind] || 12;
  const half = size / 2;
  const shapes = {
    origin: () => [svg("rect", { x: 2, y: 2, width: size - 4, height: size - 4, rx: 1.5, class: "shape" })],
    destination: () => [
      svg("circle", { cx: half, cy: half, r: half - 2, class: "shape ring" }),
      svg("circle", { cx: half, cy: half, r: half - 6.5, class: "core" }),
    ],
    mission: () => [
      svg("path", { d: `M3.5 1.5V${size - 1}`, class: "pole" }),
      svg("path", { d: `M3.5 2H${size - 1.5}L${size - 4.5} 5.7L${size - 1.5} 9.4H3.5Z`, class: "shape" }),
    ],
    crossing: () => [],
    city: () => [svg("circle", { cx: half, cy: half, r: half - 2, class: "shape" })],
  };
  const symbol = svg("svg", {
    width: size, height: size, viewBox: `0 0 ${size} ${size}`, class: `symbol ${kind}`, "aria-hidden": "true", focusable: "false", overflow: "visible",
  }, (shapes[kind] || shapes.city)());
  if (haven) symbol.prepend(svg("circle", { cx: half, cy: half, r: half + 1.2, class: "haven-ring" }));
  return symbol;
}

function placeLabel(state, place) {
  const parts = [cut(nameIn(place).text, 60), word("kind", place.kind)];
  if (place.haven.length) parts.push(t("place.haven"));
  return parts.join(", ");
}

function makePlace(state, place) {
  const { map } = state;
  const item = { place, latlng: L.latLng(place.at[1], place.at[0]), rank: (PLACE_RANK[place.kind] || 1) * 100 + Math.min(place.traffic, 60) + (place.main ? 39 : 0) };
  const open = (event) => {
    L.DomEvent.stop(event);
    state.open({ place: item });
  };
  if (place.kind === "crossing") makeBand(state, item, open);
  else {
    const size = PLACE_SIZE[place.kind] || 12;
    const icon = L.divIcon({
      html: placeSymbol(place.kind, place.haven.length > 0), className: `place ${place.kind}`, iconSize: [size, size],
      iconAnchor: [size / 2, size / 2],
    });
    item.marker = L.marker(item.latlng, { icon, pane: "places", keyboard: true, riseOnHover: true }).addTo(map);
    makeButton(item.marker.getElement(), state, item, open);
  }
  item.dot = L.circleMarker(item.latlng, {
    renderer: state.renderers.bands, radius: 2, className: "place-dot", interactive: false,
  });
  return item;
}

/** A crossing is a stretch of border: a band along it, with the direction told in words. */
function makeBand(state, item, open) {
  const { place } = item;
  const points = latlngs(place.band);
  const renderer = state.renderers.bands;
  item.band = [
    L.polyline(points, { renderer, className: "band-casing", weight: 9, interactive: false, lineCap: "round" }).addTo(state.map),
    L.polyline(points, { renderer, className: `band${place.haven.length ? " haven" : ""}`, weight: 5.5, lineCap: "round", bubblingMouseEvents: false }).addTo(state.map),
  ];
  item.band[1].on("click", (event) => open(event.originalEvent));
  const path = item.band[1].getElement();
  makeButton(path, state, item, open, { click: false });
  item.band[1].bindTooltip(() => el("div", {},
    el("strong", {}, bothNames(place, 90)), el("div", { text: `${state.countryName(place.country)} → ${state.countryName(place.other)}` })),
  { sticky: true, className: "tip", opacity: 1, direction: "top", offset: [0, -6] });
}

function makeButton(node, state, item, open, { click = true } = {}) {
  setProps(node, { role: "button", tabindex: "0", "aria-label": placeLabel(state, item.place), "data-place": item.place.id });
  if (click) node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(event);
  });
  item.element = node;
}

function placePoint(state, item) {
  return state.map.latLngToLayerPoint(item.latlng).add(shiftAt(item.place, state.map.getZoom()));
}

/** Show at each zoom only places with room around them; the others shrink to a dot. */
function declutter(state, { labels = true } = {}) {
  const kept = [];
  const on = placesOn(state);
  const favoured = pathPlaces(state);
  for (const item of state.places) {
    item.on = on.has(item.place.id);
    item.weight = item.rank + (favoured.has(item.place.id) ? 350 : 0);
  }
  state.places.sort((a, b) => b.weight - a.weight || (a.place.id < b.place.id ? -1 : 1));
  for (const item of state.places) {
    const at = placePoint(state, item);
    item.shown = item.on && kept.every((other) => other.distanceTo(at) >= ROOM);
    if (item.shown) kept.push(at);
    showPlace(state, item, at);
  }
  drawDependence(state);
  if (labels) placeLabels(state);
}

function showPlace(state, item, at) {
  const aside = state.map.layerPointToLatLng(at); // on the screen, at every zoom
  item.marker?.setLatLng(aside);
  if (state.ring && state.ringed === item) state.ring.setLatLng(aside);
  item.element.setAttribute("tabindex", item.shown ? "0" : "-1");
  item.element.classList.toggle("crowded", !item.shown);
  item.element.setAttribute("aria-hidden", item.shown ? "false" : "true");
  if (item.band) item.band.forEach((line, i) => line.setStyle({ weight: (state.map.getZoom() < 5.5 ? [6.5, 4] : [9, 5.5])[i] }));
  if (item.band) for (const line of item.band) line.getElement().classList.toggle("hidden", !item.on);
  if (item.marker && item.on && !item.shown) item.dot.addTo(state.map);
  else item.dot.remove();
}
