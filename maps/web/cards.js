// The card of a leg or a place: what, how risky and how sure, and the reports - one click away.

function makeCards(state) {
  const card = byId("card");
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);
  state.open = (what) => openCard(state, what);
  state.close = () => closeCard(state);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) closeCard(state);
  });
  state.map.on("click", () => closeCard(state, { refocus: false }));
}

function openCard(state, { leg, place }) {
  const card = byId("card");
  if (!card.contains(document.activeElement)) state.openedFrom = document.activeElement;
  const title = el("h2", { id: "card-title", tabindex: "-1" });
  const close = el("button", { type: "button", class: "close", "aria-label": t("card.close"), text: "×", on: { click: () => closeCard(state) } });
  card.replaceChildren(el("div", { class: "card-head" }, title, close), ...(leg ? legCard(state, leg, title) : placeCard(state, place, title)));
  card.hidden = false;
  card.scrollTop = 0;
  state.current = { leg, place };
  clearSelection(state);
  if (leg) markSelected(state, leg);
  else markPlace(state, place);
  bringIntoView(state, leg, place);
  title.focus({ preventScroll: true });
}

function closeCard(state, { refocus = true } = {}) {
  const card = byId("card");
  if (card.hidden) return;
  card.hidden = true;
  state.current = null;
  clearSelection(state);
  if (refocus && state.openedFrom?.isConnected) state.openedFrom.focus({ preventScroll: true });
}

function clearSelection(state) {
  markSelected(state, null);
  state.ring?.remove();
  state.ring = null;
}

function markPlace(state, item) {
  const size = (PLACE_SIZE[item.place.kind] || 12) + 16;
  const ring = el("span", { class: "selected-ring" });
  const icon = L.divIcon({ html: ring, className: "", iconSize: [size, size], iconAnchor: [size / 2, size / 2] });
  state.ring = L.marker(item.latlng, { icon, interactive: false, keyboard: false, pane: "dots" }).addTo(state.map);
  state.ringed = item;
  state.ring.setLatLng(state.map.layerPointToLatLng(placePoint(state, item)));
}

/** Move the map only if what was chosen is outside it or under the card. */
function bringIntoView(state, leg, place) {
  const { map } = state;
  const bounds = leg ? L.latLngBounds(leg.points) : L.latLngBounds([place.latlng]);
  const box = free(state);
  const a = map.latLngToContainerPoint(bounds.getNorthWest());
  const b = map.latLngToContainerPoint(bounds.getSouthEast());
  if (a.x >= box.left && b.x <= box.right && a.y >= box.top && b.y <= box.bottom) return;
  const shift = (low, high, from, to) => (low < from ? low - from : high > to ? high - to : 0);
  if (b.x - a.x <= box.right - box.left && b.y - a.y <= box.bottom - box.top) {
    map.panBy([shift(a.x, b.x, box.left, box.right), shift(a.y, b.y, box.top, box.bottom)], { animate: !reducedMotion });
    return;
  }
  const size = map.getSize();
  const padding = {
    paddingTopLeft: [box.left, box.top], paddingBottomRight: [size.x - box.right, size.y - box.bottom], animate: !reducedMotion,
  };
  map.fitBounds(bounds, padding);
}

/** The part of the map that the card leaves free, in pixels. */
function free(state) {
  const size = state.map.getSize();
  const card = byId("card");
  const margin = 34;
  const box = { left: margin, top: margin, right: size.x - margin, bottom: size.y - margin };
  if (card.hidden) return box;
  if (narrow.matches) box.bottom = Math.max(120, size.y - card.offsetHeight - 16);
  else box.right = Math.max(200, size.x - card.offsetWidth - 30);
  return box;
}

function legCard(state, item, title) {
  const { leg } = item;
  title.append(placeName(state, leg.u), " → ", placeName(state, leg.v));
  const facts = [modeName(leg.mode), kmText(leg.km), leg.mode === "entry" ? null : t("unit.moving", { days: daysText(leg.days) })];
  const told = claimsOfLeg(leg);
  return [
    el("p", { class: "facts", text: facts.filter(Boolean).join(" · ") }),
    item.dormant ? el("p", { class: "warn" }, tell("card.not_open", { reason: reasonText(state, leg) })) : null,
    el("ul", { class: "chips", "aria-label": t("card.marks") }, familyChips(state, leg), evidenceChip(leg), flagChips(leg.flags)),
    riskBlock(state, leg),
    item.dormant ? null : drawsBlock(state, (standing, i) => state.ensemble.shares[i].get(item.index)),
    reportsBlock(state, leg.grade, reportsOf(state, told, leg.reports)),
    partsBlock(state, leg),
    item.dormant ? null : dependenceBlock(state, "legs", [leg.u, leg.v]),
    claimsBlock(state, "card.harms", leg.harms),
    foldedClaims(state, "card.claims", leg.claims),
    el("p", { class: "faint" }, t("card.in_use", { first: dayText(leg.first), last: leg.last ? dayText(leg.last) : t("card.no_end") }),
      leg.border ? ` · ${t("card.border", { border: borderWords(state, leg.border) })}` : ""),
    el("p", { class: "faint", text: t("card.straight") }),
  ].filter(Boolean);
}

function placeName(state, id) {
  return el("span", {}, bothNames(state.placeById.get(id).place, 60));
}

/** Why a leg is not open: its dates in the page's language, all else as the dataset says it. */
function reasonText(state, leg) {
  if (LANG === "ko" && leg.reason.startsWith("not reported before")) return t("card.before", { day: dayText(leg.first) });
  if (LANG === "ko" && leg.reason.startsWith("no longer reported")) return t("card.after", { day: dayText(leg.last) });
  return source(leg.reason);
}

function borderWords(state, border) {
  return border.split(/[:-]/).map((code) => state.countryName(code)).join(" → ");
}

function familyChips(state, leg) {
  return familyIndices(state, leg).filter((index) => index >= 0).map((index) => {
    const { text, lang } = familyText(state, index);
    return el("li", { class: "chip" }, el("span", { class: "swatch", style: `background:${familyColor(index)}` }), inLang(cut(text, 40), lang));
  });
}

function evidenceChip(leg) {
  return el("li", { class: "chip", title: word("evidence", `${leg.evidence}.long`), text: t("evidence.chip", { word: word("evidence", leg.evidence) }) });
}

function flagChips(flags) {
  return flags.map((flag) => el("li", { class: "chip flag", title: flagLong(flag) }, said(flagName(flag))));
}

function riskBlock(state, leg) {
  const [centre, low, high] = leg.risk;
  return el("section", { class: "block" },
    el("h3", { text: t("card.risk") }),
    el("p", { class: "risk-line" },
      el("strong", { text: `${word("level", leg.level)} ` }), `${t("card.index", { p: chance(centre) })} `, el("span", { class: "faint", text: t("card.interval", { range: interval(low, high) }) })),
    riskBar(state, leg.risk));
}

/** The scale of levels, log-spaced, with the interval of a leg as a bracket and its centre as a dot. */
function riskBar(state, [centre, low, high]) {
  const scale = state.data.scale;
  if (!scale.length) return null;
  const floor = Math.log(scale[0][1]);
  const at = (p) => Math.min(100, Math.max(0, (100 * (Math.log(Math.max(p, 1e-6)) - floor)) / (Math.log(1) - floor)));
  const bar = svg("svg", { class: "risk-bar", viewBox: "0 0 100 15", preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const [level, from, to] of scale) {
    bar.append(svg("rect", { x: at(from), y: 8, width: Math.max(0, at(to) - at(from) - 0.4), height: 6, fill: LEVEL_COLORS[level] }));
  }
  bar.append(svg("path", { d: `M${at(low)} 1V6M${at(low)} 3.5H${at(high)}M${at(high)} 1V6`, class: "bracket", "vector-effect": "non-scaling-stroke" }));
  bar.append(svg("rect", { x: at(centre) - 0.8, y: 0.5, width: 1.6, height: 6, class: "centre" }));
  return bar;
}

function partsBlock(state, leg) {
  const parts = Object.entries(leg.parts);
  if (!parts.length) return null;
  return el("section", { class: "block" }, el("h3", { text: t("card.made_of") }), parts.map(([name, part]) => el("div", { class: "part" },
    el("p", {},
      el("span", { class: "level-dot", style: `background:${LEVEL_COLORS[part.levels[part.levels.length - 1]] || "#999"}` }),
      el("strong", { text: word("part", name) }), " ", source(`(${part.target})`, { class: "faint" }), ": ",
      `${levelWords(part.levels)}, ${interval(part.p[0], part.p[1])}`),
    el("p", { class: "faint", text: `${t("card.adds", { p: chance(part.share[0]), range: interval(part.share[1], part.share[2]) })}${partFlags(part)}` }),
    part.claims.map((id) => claimItem(state, id)),
    part.overridden.length ? el("details", {}, el("summary", { text: t("card.aside", { n: part.overridden.length }) }),
      part.overridden.map((id) => claimItem(state, id))) : null)));
}

function partFlags(part) {
  const flags = [...new Set([...(part.assumed ? ["assumed"] : []), ...part.flags])];
  return flags.length ? `; ${flags.map(flagLong).join("; ")}` : "";
}

function placeCard(state, item, title) {
  const { place } = item;
  title.append(...bothNames(place, 90).filter(Boolean));
  const where = place.kind === "crossing"
    ? t("card.from_into", { from: state.countryName(place.country), into: state.countryName(place.other) }) : state.countryName(place.country);
  const names = furtherNames(place);
  const into = state.legs.filter((leg) => leg.leg.v === place.id);
  const out = state.legs.filter((leg) => leg.leg.u === place.id);
  const of = (type) => place.claims.filter((id) => state.data.claims[id]?.type === type);
  const told = [...place.haven, ...place.harms, ...place.claims, ...[...into, ...out].flatMap(({ leg }) => leg.claims)];
  return [
    el("p", { class: "facts" }, `${word("kind", place.kind)} · `, said(where)),
    names.length ? el("p", { class: "faint" }, tell("card.also", { names: el("span", {}, names) })) : null,
    place.note ? el("p", {}, source(place.note)) : null,
    reportsBlock(state, place.grade, reportsOf(state, told)),
    drawsBlock(state, (standing) => standing.places[place.id]),
    dependenceBlock(state, "places", [place.id]),
    claimsBlock(state, "card.haven", place.haven),
    claimsBlock(state, "card.harms", place.harms),
    claimsBlock(state, "card.flows", of("flow")),
    claimsBlock(state, "card.told", [...of("hazard"), ...of("journey")]),
    legList(state, "card.lead_here", into, (leg) => leg.u),
    legList(state, "card.leave", out, (leg) => leg.v),
    el("p", { class: "faint", text: t("card.rounded", { lat: place.lat.toFixed(1), lon: place.lon.toFixed(1) }) }),
  ].filter(Boolean);
}

function legList(state, key, legs, end) {
  if (!legs.length) return null;
  return el("section", { class: "block" }, el("h3", { text: t(key) }), el("ul", { class: "leg-list" }, legs.map((item) => {
    const { text, lang } = nameIn(state.placeById.get(end(item.leg)).place);
    const mode = modeName(item.leg.mode);
    return el("li", {}, el("button", { type: "button", class: "row", on: { click: () => state.open({ leg: item }) } },
      el("span", { class: "level-dot", style: `background:${LEVEL_COLORS[item.leg.level]}` }), inLang(cut(text, 40), lang),
      el("span", { class: "faint", text: ` ${t("card.leg_line", { mode: mode.toLowerCase(), km: kmText(item.leg.km), level: word("level", item.leg.level) })}` })));
  })));
}
