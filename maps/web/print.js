// The page on paper.

/** On paper all is unfolded, and the map is as wide as an upright page. */
function preparePrint(map) {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const { x, y } = map.getSize();
  const style = byId("map-frame").style;
  style.setProperty("--map-width", `${x}px`);
  style.setProperty("--map-height", `${y}px`);
  style.setProperty("--map-scale", String(Math.min(1.4, 700 / x)));
}
