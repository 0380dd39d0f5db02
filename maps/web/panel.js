// The panel beside the map: search, paths, what is shown, and the legend.

function makePanel(state) {
  const panel = byId("panel");
  panel.append(searchBox(state), ...pathCards(state), frontChart(state), ensembleLayer(state), dependenceLayers(state), colorSwitch(state), familyLayers(state), modeLayers(state), otherLayers(state), legend(state));
  markWays(state);
}

function group(key, ...children) {
  return el("section", { class: "group" }, el("h2", { text: t(key) }), ...children);
}

// search ------------------------------------------------------------------------------------

function searchBox(state) {
  const index = state.places.map((item) => {
    const { id, name, ko, local, variants } = item.place;
    return { item, names: [name, ko, local, ...variants, id].filter(Boolean).map((text) => ({ text, key: fold(text) })) };
  });
  const input = el("input", {
    type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    autocomplete: "off", placeholder: t("search.hint"),
  });
  const list = el("ul", { id: "found", role: "listbox", "aria-label": t("search.found"), hidden: true });
  let hits = [];
  let active = -1;
  const choose = (hit) => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.value = "";
    showItem(state, hit.item);
  };
  const point = (to) => {
    active = to;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", i === active ? "true" : "false"));
    if (active >= 0) input.setAttribute("aria-activedescendant", `found-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const key = fold(input.value);
    hits = key ? index.flatMap(({ item, names }) => {
      const best = names.map((n) => ({ item, text: n.text, rank: n.key === key ? 0 : n.key.startsWith(key) ? 1 : n.key.includes(key) ? 2 : 9 }))
        .sort((a, b) => a.rank - b.rank)[0];
      return best.rank < 9 ? [best] : [];
    }).sort((a, b) => a.rank - b.rank || b.item.rank - a.item.rank).slice(0, 8) : [];
    const rows = hits.map((hit, i) => {
      const { text, lang } = nameIn(hit.item.place);
      return el("li", { role: "option", id: `found-${i}`, "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); choose(hit); } } },
        inLang(cut(text, 40), lang), hit.text === text ? null : said(` ${cut(hit.text, 30)}`, { class: "faint" }),
        el("span", { class: "faint", text: ` · ${state.countryName(hit.item.place.country)}` }));
    });
    if (key && !hits.length) rows.push(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false", text: t("search.none") }));
    list.replaceChildren(...rows);
    list.hidden = !key;
    input.setAttribute("aria-expanded", key ? "true" : "false");
    point(hits.length ? 0 : -1);
    state.say(key ? t("n.found", { n: hits.length }) : "");
  };
  input.addEventListener("input", search);
  input.addEventListener("blur", () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) point((active + 1) % hits.length);
    else if (event.key === "ArrowUp" && hits.length) point((active - 1 + hits.length) % hits.length);
    else if (event.key === "Enter" && hits[active]) choose(hits[active]);
    else if (event.key === "Escape") { input.value = ""; search(); }
    else return;
    event.preventDefault();
  });
  return el("section", { class: "group search" }, el("label", { for: "search", class: "unseen", text: t("search.label") }), input, list);
}

/** Go to a place or leg and open its card. */
function showItem(state, item) {
  const { map } = state;
  byId("map-section").scrollIntoView({ block: "start", behavior: reducedMotion ? "auto" : "smooth" });
  if (item.place) {
    state.opened = item.place.id;
    declutter(state);
    if (!item.shown) map.setView(item.latlng, Math.max(map.getZoom(), 7), { animate: false });
    state.open({ place: item });
    return;
  }
  const across = map.latLngToLayerPoint(item.points[0]).distanceTo(map.latLngToLayerPoint(item.points[item.points.length - 1]));
  if (across < 40) map.fitBounds(L.latLngBounds(item.points).pad(1), { animate: false, maxZoom: 8 });
  if (item.dormant && !state.dormantOn) state.dormantBox.click();
  state.open({ leg: item });
}

// paths -------------------------------------------------------------------------------------

function pathCards(state) {
  const { data } = state;
  if (!data.paths.length) return [];
  return [group("paths.heading", ...data.paths.map((path, index) => pathCard(state, path, index)))];
}

function pathCard(state, path, index) {
  if (!path.found) {
    return el("article", { class: "path-card" }, el("h3", {}, said(word("path", path.label))), el("p", {}, path.summary ? source(path.summary) : t("path.none")));
  }
  const box = el("input", { type: "checkbox", id: `path-${index}`, checked: state.pathsOn.has(index), on: { change: () => {
    if (box.checked) state.pathsOn.add(index); else state.pathsOn.delete(index);
    drawPaths(state);
    declutter(state);
  } } });
  const [centre, low, high] = path.risk;
  const safest = /safest/i.test(path.label);
  const wording = t(safest ? "path.safest" : "path.other", { day: asOf(state) });
  const worded = Boolean(path.summary?.includes("not advice"));
  return el("article", { class: "path-card" },
    el("h3", {}, el("label", { class: "check" }, box, el("span", { class: `path-swatch path-${index % 3}` }), said(word("path", path.label)))),
    el("dl", {},
      el("div", {}, el("dt", { text: t("path.length") }), el("dd", { text: kmText(path.km) })),
      el("div", {}, el("dt", { text: t("path.moving") }), el("dd", { text: daysText(path.days) })),
      el("div", {}, el("dt", { text: t("path.risk") }), el("dd", {}, chance(centre), el("span", { class: "faint", text: ` ${interval(low, high)}` })))),
    ...surePath(state, path),
    path.summary && !(worded && LANG !== "en") ? el("p", {}, source(path.summary)) : null,
    worded && LANG === "en" ? null : el("p", { class: "faint", text: wording }),
    el("button", { type: "button", class: "quiet", text: t("path.zoom"), on: { click: () => {
      box.checked = true;
      state.pathsOn.add(index);
      drawPaths(state);
      fitLegs(state, path.legs.map((i) => state.legs[i]));
    } } }));
}

function fitLegs(state, legs) {
  const points = legs.flatMap((item) => item.points);
  const box = free(state);
  const size = state.map.getSize();
  if (points.length) state.map.fitBounds(L.latLngBounds(points), { paddingTopLeft: [box.left, box.top], paddingBottomRight: [size.x - box.right, size.y - box.bottom], animate: !reducedMotion });
}

// layers ------------------------------------------------------------------------------------

function colorSwitch(state) {
  const choice = (value, text) => el("label", { class: "choice" },
    el("input", { type: "radio", name: "color-by", value, checked: state.colorBy === value, on: { change: () => {
      state.colorBy = value;
      redraw(state);
    } } }), el("span", { text }));
  return el("fieldset", { class: "group segmented" }, el("legend", { text: t("color.by") }), choice("family", t("color.family")), choice("risk", t("color.risk")));
}

function redraw(state) {
  layOutStrands(state);
  declutter(state);
}

function layerRow(state, { on, text, lang = LANG, swatch, count, change, only, hover }) {
  const box = el("input", { type: "checkbox", checked: on, on: { change: () => change(box.checked) } });
  const row = el("li", { class: "layer" }, el("label", { class: "check" }, box, swatch, inLang(text, lang), count === undefined ? null : el("span", { class: "count", text: String(count) })),
    only ? el("button", { type: "button", class: "only", text: t("layer.only"), "aria-label": t("layer.only_long", { name: cut(text, 40) }), on: { click: only } }) : null);
  if (hover) {
    row.addEventListener("mouseenter", () => hover(true));
    row.addEventListener("mouseleave", () => hover(false));
  }
  row.box = box;
  return row;
}

function familyLayers(state) {
  const { families } = state.data;
  const counts = new Map();
  for (const item of state.legs) for (const f of item.families) counts.set(f, (counts.get(f) || 0) + 1);
  const indices = [...families.keys(), -1].filter((i) => counts.has(i));
  const rows = indices.map((i) => layerRow(state, {
    on: state.familiesOn.has(i), ...(i < 0 ? { text: t("layer.no_family") } : familyText(state, i)), count: counts.get(i),
    swatch: el("span", { class: "line-swatch", style: `background:${familyColor(i)}` }),
    change: (on) => { if (on) state.familiesOn.add(i); else state.familiesOn.delete(i); redraw(state); },
    only: () => {
      const alone = state.familiesOn.size === 1 && state.familiesOn.has(i);
      state.familiesOn = new Set(alone ? indices : [i]);
      rows.forEach((row, at) => { row.box.checked = state.familiesOn.has(indices[at]); });
      redraw(state);
    },
    hover: (over) => emphasise(state, over ? i : null),
  }));
  return indices.length ? group("layer.routes", el("ul", { class: "layers" }, rows)) : "";
}

function modeLayers(state) {
  const counts = new Map();
  for (const { leg } of state.legs) counts.set(leg.mode, (counts.get(leg.mode) || 0) + 1);
  const rows = Object.keys(MODES).filter((mode) => counts.has(mode)).map((mode) => layerRow(state, {
    on: state.modesOn.has(mode), text: modeName(mode), count: counts.get(mode), swatch: lineSample({ dash: MODES[mode].dash, weight: 2.8 * MODES[mode].weight, round: MODES[mode].round }),
    change: (on) => { if (on) state.modesOn.add(mode); else state.modesOn.delete(mode); redraw(state); },
  }));
  return rows.length ? group("layer.modes", el("ul", { class: "layers" }, rows)) : "";
}

function otherLayers(state) {
  const rows = [
    layerRow(state, { on: state.harmsOn, text: t("layer.harms"), swatch: el("span", { class: "key" }, harmSymbol()), count: state.harmMarks.length, change: (on) => { state.harmsOn = on; declutter(state); } }),
  ];
  if (!state.harmMarks.length) rows.pop();
  if (state.dormant.length) {
    const shut = layerRow(state, { on: state.dormantOn, text: t("layer.dormant"), count: state.dormant.length, swatch: lineSample({ dash: "2 4", weight: 2, color: "#7d838c" }), change: (on) => { state.dormantOn = on; showDormant(state, on); declutter(state); } });
    state.dormantBox = shut.box;
    rows.push(shut);
  }
  const touched = new Set([...state.legs, ...state.dormant].flatMap(({ leg }) => [leg.u, leg.v]));
  const loose = state.places.filter((item) => !touched.has(item.place.id)).length;
  if (loose && state.legs.length) {
    rows.push(layerRow(state, { on: state.looseOn, text: t("layer.loose"), count: loose, swatch: el("span", { class: "key" }, placeSymbol("city")), change: (on) => { state.looseOn = on; declutter(state); } }));
  }
  return rows.length ? group("layer.also", el("ul", { class: "layers" }, rows)) : "";
}

// legend ------------------------------------------------------------------------------------

function lineSample({ dash = null, weight = 2.7, color = "#414853", core = null, round = false, chevrons = 0 }) {
  const line = (stroke, width, dashes) => svg("path", { d: "M2 7H38", stroke, "stroke-width": width, "stroke-dasharray": dashes, "stroke-linecap": round ? "round" : "butt", fill: "none" });
  const sample = svg("svg", { width: 40, height: 14, viewBox: "0 0 40 14", class: "sample", "aria-hidden": "true" }, line(color, weight, dash), core ? line("#fff", 1.3, core) : null);
  for (let i = 0; i < chevrons; i += 1) {
    const x = 20 + (i - (chevrons - 1) / 2) * 5;
    sample.append(svg("path", { d: `M${x - 2} 3L${x + 1} 7L${x - 2} 11`, stroke: "#23282f", "stroke-width": 1.3, fill: "none" }));
  }
  return sample;
}

function legend(state) {
  const kinds = new Set(state.data.places.map((place) => place.kind));
  const row = (sample, ...text) => el("li", {}, el("span", { class: "key" }, sample), el("span", {}, text));
  const band = svg("svg", { width: 40, height: 14, class: "sample", "aria-hidden": "true" }, svg("path", { d: "M8 9Q20 3 32 8", class: "band", fill: "none", "stroke-width": 5.5, "stroke-linecap": "round" }));
  return el("details", { class: "group legend", id: "legend", open: !narrow.matches }, el("summary", {}, el("h2", { text: t("legend.heading") })),
    el("h3", { text: t("legend.risk") }),
    el("ul", { class: "keys" }, state.data.scale.map(([level, low, high], i) => row(
      lineSample({ color: LEVEL_COLORS[level], weight: 3.6, chevrons: i + 1 }), `${word("level", level)} `, el("span", { class: "faint", text: interval(low, high) })))),
    el("p", { class: "faint", text: t("legend.chevrons") }),
    el("h3", { text: t("col.evidence") }),
    el("ul", { class: "keys" }, Object.entries(EVIDENCE).map(([name, core]) => row(lineSample({ core, weight: 4.2 }), el("strong", { text: word("evidence", name) }), ` ${t(`evidence.${name}.long`)}`))),
    el("h3", { text: t("page.places") }),
    el("ul", { class: "keys" }, KINDS.filter((kind) => kinds.has(kind)).map((kind) => row(kind === "crossing" ? band : placeSymbol(kind), word("kind", kind))),
      state.data.places.some((place) => place.haven.length) ? row(placeSymbol("city", true), t("legend.haven")) : null));
}
