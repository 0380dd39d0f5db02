// The frame of a page with one map: what all its parts share, its first view, and the links to its parts.

/** What the parts of a page share: its map, its data, and the names in the language of the page. */
function pageState(name) {
  const data = readJson(name);
  const map = window[document.querySelector(".folium-map").id];
  const state = {
    map, data,
    say: (text) => { byId("status").textContent = text; },
    countryName: (code) => data.countries[code]?.[LANG === "ko" ? "ko" : "name"] || code || "",
    placeById: new Map(data.places.map((place) => [place.id, { place, shift: place.shift }])),
  };
  state.nameOf = (id) => (state.placeById.has(id) ? nameIn(state.placeById.get(id).place).text : id);
  state.nameFor = (key) => (state.placeById.has(key) ? state.nameOf(key) : state.countryName(key)); // of places and countries alike
  window.safepassage = { map, state, words: WORDS };
  return state;
}

/** Set the bounds of the map, its scale and the land under it. */
function frameMap(state) {
  const { map, data } = state;
  calm(map);
  map.setMinZoom(2.5).setMaxZoom(9); // one decimal of a degree bears no more
  fitAll(state);
  const [[west], [east]] = data.view.bounds;
  map.setMaxBounds([[-62, west - 130], [80, east + 130]]);
  L.control.scale({ imperial: false }).addTo(map);
  addBasemap(map, readJson("basemap-data"));
}

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
