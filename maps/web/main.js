// Start: one state that the parts share, then the parts in their order.

function startRouteMap() {
  const data = readJson("route-data");
  const map = window[document.querySelector(".folium-map").id];
  const state = {
    map,
    data,
    colorBy: "family",
    familyIndex: new Map(data.families.map((family, i) => [family.id, i])),
    familiesOn: new Set([-1, ...data.families.keys()]),
    modesOn: new Set([...data.legs, ...data.dormant].map((leg) => leg.mode)),
    pathsOn: new Set(data.paths.map((_, i) => i).filter((i) => i === 0 && data.paths[i].found)),
    dormantOn: false,
    looseOn: !data.legs.length,
    opened: null,
    chosenWay: null,
    say: (text) => { byId("status").textContent = text; },
    countryName: (code) => data.countries[code]?.[LANG === "ko" ? "ko" : "name"] || code || "",
    placeById: new Map(data.places.map((place) => [place.id, { place, shift: place.shift }])),
  };
  state.nameOf = (id) => nameIn(state.placeById.get(id).place).text;
  window.safepassage = { map, state, words: WORDS };

  calm(map);
  map.setMinZoom(2.5).setMaxZoom(9); // one decimal of a degree bears no more
  const [[west, south], [east, north]] = data.view.bounds;
  map.fitBounds([[south, west], [north, east]], { animate: false, padding: [34, 34], maxZoom: 7 });
  map.setMaxBounds([[-62, west - 130], [80, east + 130]]);
  L.control.scale({ imperial: false }).addTo(map);
  addBasemap(map, readJson("basemap-data"));
  showParts(data);
  makeLanguages(state);
  makeEnsemble(state);
  makeLegs(state);
  makePlaces(state);
  makeHarms(state);
  makeDependence(state);
  makeLabels(state);
  makeTables(state);
  makeCards(state);
  makePanel(state);
  makeAbout(state);
  declutter(state);
  followLinks(state);
  map.on("resize", () => placeLabels(state));
  window.addEventListener("beforeprint", () => preparePrint(map));
  document.documentElement.dataset.ready = "true";
}

/** The parts that only some pages have, and the links to them. */
function showParts(data) {
  for (const id of ["front", "ensemble", "bottlenecks"]) {
    for (const part of [byId(id), document.querySelector(`nav [href="#${id}"]`)]) part.hidden = !data[id];
  }
  document.querySelector(".top nav").classList.toggle("many", Boolean(data.front || data.ensemble || data.bottlenecks));
}

/** Places at the ends of legs that are shown; places that no leg touches only when asked for. */
function placesOn(state) {
  const on = new Set();
  const touched = new Set();
  const take = (item, shown) => {
    for (const id of [item.leg.u, item.leg.v]) {
      touched.add(id);
      if (shown) on.add(id);
    }
  };
  for (const item of state.legs) take(item, item.visible);
  for (const item of state.dormant) take(item, state.dormantOn);
  for (const place of state.data.places) if (!touched.has(place.id) && (state.looseOn || state.opened === place.id)) on.add(place.id);
  return on;
}

/** Places on the ways that are drawn: they keep their names longest. */
function pathPlaces(state) {
  return new Set(shownWays(state).flatMap(({ legs }) => legs).flatMap((i) => [state.data.legs[i].u, state.data.legs[i].v]));
}

startRouteMap();
