// One way at a time can be chosen beside the paths: a point of the trade-off, or one of the ways left.
//
// What is chosen is drawn as the paths are, with a look of its own. Every button that chooses a way
// carries its key, so that all that lead to the same way say together whether it is chosen.

/** Choose a way, or let go of it if it is the chosen one; `stay` keeps it. */
function chooseWay(state, way, { stay = false } = {}) {
  const again = state.chosenWay?.key === way.key;
  state.chosenWay = again && !stay ? null : way;
  markWays(state);
  drawPaths(state);
  declutter(state);
  state.say(state.chosenWay ? t("way.drawn", { way: way.text() }) : t("way.gone"));
}

/** Say on every button whether its way is chosen, and beside the chart what was chosen there. */
function markWays(state) {
  for (const button of document.querySelectorAll("[data-way]")) {
    button.setAttribute("aria-pressed", String(button.dataset.way === state.chosenWay?.key));
  }
  tellPoint(state);
}

/** A button that draws a way from below the map: it brings the map into view. */
function wayButton(state, way, label, name) {
  return el("button", {
    type: "button", class: "quiet", "data-way": way.key, "aria-pressed": String(state.chosenWay?.key === way.key), "aria-label": name, text: label,
    on: { click: () => {
      chooseWay(state, way);
      if (state.chosenWay) showWay(state, way);
    } },
  });
}

/** Bring the map to a way. */
function showWay(state, way) {
  byId("map-section").scrollIntoView({ block: "start", behavior: reducedMotion ? "auto" : "smooth" });
  fitLegs(state, way.legs.map((i) => state.legs[i]));
}

/** The paths that are switched on and then the way that is chosen, each with its look. */
function shownWays(state) {
  const paths = state.data.paths.map((path, i) => ({ legs: path.legs, look: `path-${i % 3}`, i })).filter(({ i }) => state.pathsOn.has(i));
  return state.chosenWay ? [...paths, { legs: state.chosenWay.legs, look: "path-chosen" }] : paths;
}

/** The places of a way, in order; what is no place of this network keeps its id. */
function wayPlaces(state, places) {
  return places.flatMap((id, i) => [i ? " → " : "", placeText(state, id)]);
}

function placeText(state, id) {
  const known = state.placeById.get(id);
  if (!known) return source(id);
  const { text, lang } = nameIn(known.place);
  return inLang(cut(text, 60), lang);
}

/** Names of places as one plain text, for labels. */
function plainNames(state, ids) {
  return ids.map((id) => cut(state.placeById.has(id) ? state.nameOf(id) : id, 60)).join(", ");
}
