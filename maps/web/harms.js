// Marks of other dangers (drowning, cold, hunger): beside a place, or on a leg whose ends bear none.

function makeHarms(state) {
  state.map.createPane("harms").style.zIndex = 605;
  state.map.getPane("harms").style.pointerEvents = "none";
  const own = (place) => place.harms.filter((id) => state.data.claims[id]?.on === place.id);
  const places = state.places.filter((item) => own(item.place).length);
  const told = (id, claim) => own(state.placeById.get(id).place).includes(claim);
  const legs = state.legs.filter(({ leg }) => leg.harms.some((id) => !told(leg.u, id) && !told(leg.v, id)));
  state.harmMarks = [...places, ...legs].map((item) => ({
    item,
    marker: L.marker([0, 0], {
      icon: L.divIcon({ html: harmSymbol(), className: "", iconSize: [12, 11], iconAnchor: [6, 6] }), pane: "harms", interactive: false, keyboard: false,
    }),
  }));
  state.harmsOn = true;
}

function harmSymbol() {
  return svg("svg", { width: 12, height: 11, viewBox: "0 0 12 11", class: "harm", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: "M6 1L11.2 10H.8Z", class: "shape" }), svg("path", { d: "M6 4V7M6 8.1V8.9", class: "bang" }));
}

/** Where a mark may stand, in pixels; null where its leg is too short on the screen. */
function harmPoint(state, item) {
  if (item.place) return placePoint(state, item).add([-13, 10]);
  const ring = item.visible && item.hit._rings?.[0];
  return ring && pixelLength(ring) > 40 ? pointAlong(ring, 0.7).at.round() : null;
}

/** Draw the marks that have room, and return their boxes, so that labels keep off them. */
function placeHarms(state) {
  const boxes = [];
  const taken = state.places.filter((item) => item.shown).map((item) => placePoint(state, item));
  for (const { item, marker } of state.harmMarks) {
    marker.remove();
    if (!state.harmsOn || (item.place && !item.shown)) continue;
    const at = harmPoint(state, item);
    if (!at || taken.some((other) => other.distanceTo(at) < 13)) continue;
    taken.push(at);
    boxes.push({ left: at.x - 7, right: at.x + 7, top: at.y - 7, bottom: at.y + 7 });
    marker.setLatLng(state.map.layerPointToLatLng(at)).addTo(state.map);
  }
  return boxes;
}
