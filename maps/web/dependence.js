// The layers of what all ways depend on: countries and borders, places and legs.
//
// Size is the share of the best ways that pass; a ring says that every way of some origin does. Neither
// needs a colour. The marks lie below the legs and take no clicks; all their numbers are in the table.

const MARK_SIZE = 40; // px across, where all best ways pass

function makeDependence(state) {
  state.dependence = { wide: false, close: false, by: "risk", drawn: [] };
  state.renderers.depend = makePane(state.map, "depend", 375);
}

/** Where a share is drawn as an area, its width grows with the root. */
function markSize(share, scale = 1) {
  return share ? Math.max(13, MARK_SIZE * Math.sqrt(share) * scale) : 0;
}

function markLine(share, scale) {
  return share ? (4 + 12 * share) * scale : 0;
}

/** Seen from afar, marks are smaller, or they would hide what they are about. */
function markScale(state) {
  return Math.min(1, Math.max(0.6, 0.6 + (state.map.getZoom() - 3.5) * 0.27));
}

/** A mark by itself: a disc for a place, a square for a country; the ring stands off from it. */
function dependenceMark(square, share, ring, scale = 1) {
  const size = Math.max(markSize(share, scale), ring ? 14 : 0);
  const whole = size + (ring ? 8 : 2);
  const half = whole / 2;
  const shape = (reach, className) => (square
    ? svg("rect", { x: half - reach, y: half - reach, width: 2 * reach, height: 2 * reach, rx: 3, class: className })
    : svg("circle", { cx: half, cy: half, r: reach, class: className }));
  const mark = svg("svg", { width: whole, height: whole, viewBox: `0 0 ${whole} ${whole}`, class: "depend-mark", "aria-hidden": "true", focusable: "false" },
    share ? shape(size / 2, "depend-fill") : null, ring ? shape(size / 2 + 2.8, "depend-ring") : null);
  return { mark, whole };
}

function dependsOn(state) {
  const { bottlenecks } = state.data;
  const { by, wide, close } = state.dependence;
  const pick = (items, on) => (on ? items.map((item) => ({ ...item, share: item.through[by], ring: item.every.length > 0 })).filter(({ share, ring }) => share || ring) : []);
  return {
    countries: pick(bottlenecks.countries, wide), borders: pick(bottlenecks.borders, wide),
    places: pick(bottlenecks.places, close), legs: pick(bottlenecks.legs, close),
  };
}

/** Draw the layers that are on; called whenever legs are laid anew or places move on the screen. */
function drawDependence(state) {
  if (!state.data.bottlenecks) return;
  for (const mark of state.dependence.drawn) mark.remove();
  state.dependence.drawn = [];
  const { countries, borders, places, legs } = dependsOn(state);
  const scale = markScale(state);
  state.dependence.sample?.replaceChildren(dependenceMark(false, 1, false, scale).mark); // the legend keeps the map's scale
  const shown = new Set(shownWays(state).flatMap((way) => way.legs));
  for (const { legs: numbers, share, ring } of legs) {
    for (const item of numbers.map((i) => state.legs[i]).filter(({ visible }) => visible)) {
      const under = item.width + (shown.has(item.index) ? 8 : 0); // what the halo has to show around
      drawHalo(state, item.points, { ...legOptions(state, item.leg), offset: item.middle || 0 }, under + markLine(share, scale), ring, share);
    }
  }
  for (const { ends, share, ring } of borders) {
    for (const item of crossingsOf(state, ends)) drawHalo(state, latlngs(item.place.band), {}, 9 + markLine(share, scale), ring, share);
  }
  for (const { ends: [code], share, ring } of countries) {
    const at = state.data.countries[code]?.at[0];
    if (at) drawMark(state, L.latLng(at[1], at[0]), true, share, ring);
  }
  for (const { ends: [id], share, ring } of places) {
    const item = state.placeItem.get(id);
    if (!item?.on) continue;
    if (item.band) drawHalo(state, latlngs(item.place.band), {}, 9 + markLine(share, scale), ring, share);
    else drawMark(state, state.map.layerPointToLatLng(placePoint(state, item)), false, share, ring);
  }
}

/** The crossings of a border, in either direction. */
function crossingsOf(state, ends) {
  return state.places.filter(({ place, band, on }) => band && on && ends.includes(place.country) && ends.includes(place.other));
}

function drawMark(state, latlng, square, share, ring) {
  const { mark, whole } = dependenceMark(square, share, ring, markScale(state));
  const icon = L.divIcon({ html: mark, className: "", iconSize: [whole, whole], iconAnchor: [whole / 2, whole / 2] });
  state.dependence.drawn.push(L.marker(latlng, { icon, interactive: false, keyboard: false, pane: "depend" }).addTo(state.map));
}

function drawHalo(state, points, options, weight, ring, share) {
  const lines = [...(ring ? [["depend-line ring", weight + 5], ["depend-line gap", weight + 1.6]] : []), ...(share ? [["depend-line", weight - 2]] : [])];
  for (const [className, width] of lines) {
    state.dependence.drawn.push(new OffsetLine(points, {
      smoothFactor: 0.6, ...options, interactive: false, renderer: state.renderers.depend, className, weight: width, lineCap: "round", opacity: 1,
    }).addTo(state.map));
  }
}

/** Names and shares of countries and borders, as labels of the map. */
function putDependence(state, put, taken) {
  if (!state.data.bottlenecks) return new Set();
  const { countries, borders } = dependsOn(state);
  const named = new Set();
  for (const { ends: [code], share } of countries) {
    const at = state.data.countries[code]?.at[0];
    if (!at) continue;
    const p = state.map.latLngToLayerPoint([at[1], at[0]]);
    const reach = markSize(share, markScale(state)) / 2;
    const half = reach + 12;
    taken.push({ left: p.x - reach, right: p.x + reach, top: p.y - reach, bottom: p.y + reach });
    named.add(code);
    put(`${LANG === "ko" ? state.countryName(code) : state.countryName(code).toUpperCase()} ${percent(share)}`, "depend", [[p.x, p.y + half, "middle"], [p.x, p.y - half, "middle"], ...spots(p, half)]);
  }
  for (const { ends, share } of borders) {
    const candidates = crossingsOf(state, ends).flatMap((item) => spots(placePoint(state, item), 12));
    put(`${pairText(state, ends)} ${percent(share)}`, "depend", candidates);
  }
  return named;
}

function percent(share) {
  return t("unit.percent", { n: share > 0 && share < 0.01 ? "< 1" : String(Math.round(share * 100)) });
}

function pairText(state, ends) {
  return ends.map((code) => state.countryName(code)).join("–");
}

// the panel ---------------------------------------------------------------------------------

function dependenceLayers(state) {
  const { bottlenecks } = state.data;
  if (!bottlenecks) return "";
  const { dependence } = state;
  dependence.boxes = {};
  const keys = el("div", { class: "depend-keys", hidden: !dependence.wide && !dependence.close });
  const layer = (name, text, lists) => {
    const row = layerRow(state, {
      on: dependence[name], text, count: lists.flat().length, swatch: el("span", { class: "key" }, dependenceMark(name === "wide", 0.16, false).mark),
      change: (on) => { dependence[name] = on; keys.hidden = !dependence.wide && !dependence.close; redraw(state); },
    });
    dependence.boxes[name] = row.box;
    return row;
  };
  const choice = (value, text) => el("label", { class: "choice" },
    el("input", { type: "radio", name: "depend-by", value, checked: dependence.by === value, on: { change: () => { dependence.by = value; whole.lastChild.textContent = sizeText(); redraw(state); } } }), el("span", { text }));
  const row = (sample, text) => el("li", {}, el("span", { class: "key" }, sample), el("span", { text }));
  const sizeText = () => t(dependence.by === "risk" ? "depend.size_risk" : "depend.size_length"); // said on paper too, where the choice is not
  const whole = row(dependenceMark(false, 1, false, markScale(state)).mark, sizeText());
  dependence.sample = whole.firstChild;
  keys.append(
    el("fieldset", { class: "group segmented" }, el("legend", { text: t("depend.by") }), choice("length", t("depend.length")), choice("risk", t("depend.risk"))),
    el("ul", { class: "keys" },
      whole,
      row(dependenceMark(false, 0.3, true).mark, t("depend.ring")),
      row(dependenceMark(true, 0.3, false).mark, t("depend.square"))));
  return group("depend.heading", el("ul", { class: "layers" }, layer("wide", t("depend.wide"), [bottlenecks.countries, bottlenecks.borders]), layer("close", t("depend.close"), [bottlenecks.places, bottlenecks.legs])), keys,
    el("p", {}, el("a", { href: "#bottlenecks", class: "more", text: t("depend.more") })));
}
