// The two sides on one map: the baseline left of a line that moves, what is compared right of it.
//
// Each side is a pane; it is clipped in the coordinates in which Leaflet draws, so what is clipped
// follows the map. The handle is a range input, which mouse, finger and arrow keys all move.

function makeSwipe(state) {
  const { map } = state;
  const swipe = byId("swipe");
  state.share = Number(swipe.value);
  swipe.addEventListener("input", () => {
    state.share = Number(swipe.value);
    showSwipe(state);
    showPlaces(state);
  });
  map.on("move zoomend resize viewreset", () => clipSides(state));
}

/** Show the line where it stands, if the view is parted at all. */
function showSwipe(state) {
  const parted = state.view === "swipe";
  byId("swipe-frame").hidden = !parted;
  byId("map-frame").style.setProperty("--at", `${state.share}%`);
  byId("swipe").setAttribute("aria-valuetext", t("compare.swipe_at", { share: String(state.share) }));
  clipSides(state);
}

function clipSides(state) {
  const { map, view, share } = state;
  const size = map.getSize();
  const start = map.containerPointToLayerPoint([0, 0]);
  const middle = start.x + (size.x * share) / 100;
  const far = 4000; // beyond any screen, so that nothing is cut but at the line
  const rectangle = (left, right) => {
    const [top, bottom] = [start.y - far, start.y + size.y + far];
    return `polygon(${[[left, top], [right, top], [right, bottom], [left, bottom]].map(([x, y]) => `${x}px ${y}px`).join(",")})`;
  };
  map.getPane("before").style.clipPath = view === "swipe" ? rectangle(middle - far, middle) : "";
  map.getPane("after").style.clipPath = view === "swipe" ? rectangle(middle, middle + far) : "";
}

/** Left of the line only places of the way before, right of it only those of the way after; the ends always. */
function partStops(state) {
  if (state.view !== "swipe") return;
  const { map, data } = state;
  const middle = (map.getSize().x * state.share) / 100;
  for (const item of state.places) {
    if (!item.marker || !map.hasLayer(item.marker) || item.start !== undefined || data.destinations.includes(item.place.id)) continue;
    const left = map.latLngToContainerPoint(item.latlng).x < middle;
    if (!(left ? state.onBefore : state.onWay).has(item.place.id)) item.marker.remove();
    else item.marker.getElement().classList.remove("aside");
  }
}

/** Name the sides on the map, each with the line of its way. */
function nameSides(state) {
  const { data, view } = state;
  const { meta } = data;
  const day = LANG === "ko" ? dayText(meta.as_of) : meta.as_of_text;
  const names = { before: [t("compare.side", { day }), ...(state.baseScenario.length ? [" · ", source(state.baseScenario.join("; "))] : [])], after: [caseName(chosenCase(state))] };
  for (const side of ["before", "after"]) {
    const node = byId(`side-${side}`);
    node.hidden = view !== side && view !== "both" && view !== "swipe";
    node.replaceChildren(el("span", { class: `side-key ${side}`, "aria-hidden": "true" }), el("bdi", {}, names[side]));
  }
}

/** What stands on the map besides its controls, the line among it, so that no label is half under it. */
function sideBoxes(state) {
  const frame = state.map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".side-name, .swipe-line")].filter((node) => node.offsetParent).map((node) => {
    const box = node.getBoundingClientRect();
    const at = state.map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
    return { left: at.x, right: at.x + box.width, top: at.y, bottom: at.y + box.height };
  });
}
