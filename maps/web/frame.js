// The frame of a page with one map: its first view, and the links to its parts.

/** Show all that the page is about. */
function fitAll({ map, data }) {
  const [[west, south], [east, north]] = data.view.bounds;
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: narrow.matches ? [8, 8] : [24, 24], maxZoom: 7 });
}

/** Links to parts of the page, which leave the address as it is. */
function followParts() {
  for (const anchor of document.querySelectorAll("nav a, .skip")) {
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      const part = byId(anchor.getAttribute("href").slice(1));
      part.scrollIntoView({ block: "start", behavior: reducedMotion ? "auto" : "smooth" });
      part.focus({ preventScroll: true });
    });
  }
}
