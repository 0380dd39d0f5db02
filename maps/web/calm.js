// Motion: none of its own for people who ask for that.

/** Let nothing move by itself for people who ask for that. */
function calm(map) {
  if (!reducedMotion) return;
  Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, inertia: false });
  map._zoomAnimated = false;
}
