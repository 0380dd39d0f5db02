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
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", text: "×", on: { click: () => closeCard(state) } });
  card.replaceChildren(el("div", { class: "card-head" }, title, close), ...(leg ? legCard(state, leg, title) : placeCard(state, place, title)));
  card.hidden = false;
  card.scrollTop = 0;
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
  const facts = [modeName(leg.mode), kmText(leg.km), leg.mode === "entry" ? null : `${daysText(leg.days)} of moving time`];
  return [
    el("p", { class: "facts", text: facts.filter(Boolean).join(" · ") }),
    item.dormant ? el("p", { class: "warn" }, "Not open: ", said(leg.reason)) : null,
    el("ul", { class: "chips", "aria-label": "Marks" }, familyChips(state, leg), evidenceChip(leg), flagChips(leg.flags)),
    riskBlock(state, leg),
    partsBlock(state, leg),
    claimsBlock(state, "Reported by", leg.claims, leg.reports),
    claimsBlock(state, "Other dangers", leg.harms, []),
    el("p", { class: "faint" }, "In use as reported: ", `${leg.first} to ${leg.last || "no end reported"}`, leg.border ? ` · crosses the border ${borderWords(state, leg.border)}` : ""),
    el("p", { class: "faint", text: "Straight between two places known to about 11 km: no report says where exactly people went." }),
  ].filter(Boolean);
}

function placeName(state, id) {
  const place = state.placeById.get(id).place;
  return el("span", {}, said(cut(place.name, 60)), place.ko ? said(` ${cut(place.ko, 30)}`, { class: "ko", lang: "ko" }) : null);
}

function borderWords(state, border) {
  return border.split(/[:-]/).map((code) => state.countryName(code)).join(" → ");
}

function familyChips(state, leg) {
  return familyIndices(state, leg).filter((index) => index >= 0).map((index) => {
    const family = state.data.families[index];
    return el("li", { class: "chip" }, el("span", { class: "swatch", style: `background:${familyColor(index)}` }), said(cut(family.name, 40)));
  });
}

function evidenceChip(leg) {
  return el("li", { class: "chip", title: EVIDENCE[leg.evidence].long, text: `evidence: ${leg.evidence}` });
}

function flagChips(flags) {
  return flags.map((flag) => el("li", { class: "chip flag", title: FLAGS[flag] || flag }, said(flagWord(flag))));
}

function riskBlock(state, leg) {
  const [centre, low, high] = leg.risk;
  return el("section", { class: "block" },
    el("h3", { text: "Risk of forcible return, one use of this leg" }),
    el("p", { class: "risk-line" },
      el("strong", { text: `${leg.level} ` }), `index ${chance(centre)} `, el("span", { class: "faint", text: `interval ${interval(low, high)}` })),
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
  return el("section", { class: "block" }, el("h3", { text: "What it is made of" }), parts.map(([name, part]) => el("div", { class: "part" },
    el("p", {},
      el("span", { class: "level-dot", style: `background:${LEVEL_COLORS[part.levels[part.levels.length - 1]] || "#999"}` }),
      el("strong", { text: PARTS[name] || name }), " ", said(`(${part.target})`, { class: "faint" }), ": ",
      `${levelWords(part.levels)}, ${interval(part.p[0], part.p[1])}`),
    el("p", { class: "faint", text: `adds ${chance(part.share[0])} (${interval(part.share[1], part.share[2])}) to this leg${partFlags(part)}` }),
    part.claims.map((id) => claimItem(state, id)),
    part.overridden.length ? el("details", {}, el("summary", { text: `${counted(part.overridden.length, "less specific claim")} set aside` }),
      part.overridden.map((id) => claimItem(state, id))) : null)));
}

function partFlags(part) {
  const flags = [...new Set([...(part.assumed ? ["assumed"] : []), ...part.flags])];
  return flags.length ? `; ${flags.map((flag) => FLAGS[flag] || flag).join("; ")}` : "";
}

function claimsBlock(state, heading, claimIds, reportIds) {
  const told = new Set(claimIds.map((id) => state.data.claims[id]?.report));
  const rest = reportIds.filter((id) => !told.has(id));
  if (!claimIds.length && !rest.length) return null;
  return el("section", { class: "block" }, el("h3", { text: heading }),
    claimIds.map((id) => claimItem(state, id)),
    rest.map((id) => el("div", { class: "claim" }, citation(state, id))));
}

/** A claim in the coder's words, with its time and its full citation. */
function claimItem(state, id, { cite = true } = {}) {
  const claim = state.data.claims[id];
  if (!claim) return el("p", { class: "faint" }, said(id));
  return el("div", { class: "claim" },
    el("p", {}, claim.claim ? said(cut(claim.claim, 2000)) : el("span", { class: "faint", text: "no words coded" })),
    el("p", { class: "faint" }, said(claimDetail(state, claim))),
    cite ? citation(state, claim.report) : null);
}

function claimDetail(state, claim) {
  const when = claim.since || claim.until ? `${claim.since || "…"} to ${claim.until || "…"}` : "";
  const range = (pair, unit) => (pair ? `${pair[0] === pair[1] ? pair[0] : `${pair[0]}–${pair[1] ?? "more"}`} ${unit}` : "");
  const what = {
    route: () => (claim.via || []).join(" › "),
    hazard: () => `${claim.level}, on ${claim.on}`,
    harm: () => `${claim.kind}, on ${claim.on}`,
    haven: () => `on ${claim.on}`,
    flow: () => `${range(claim.people, "people")} (${claim.counted}), through ${claim.on}`,
    journey: () => [claim.on, range(claim.km, "km"), range(claim.days, "days")].filter(Boolean).join(", "),
  }[claim.type]();
  return [CLAIM_TYPES[claim.type], what, when, claim.where].filter(Boolean).join(" · ");
}

function citation(state, id) {
  const report = state.data.reports[id];
  if (!report) return el("p", { class: "cite" }, said(id));
  const by = [report.author, report.agency && `${report.agency}, in`].filter(Boolean).join(", ");
  return el("p", { class: "cite" },
    by ? [said(by), " "] : null, said(report.publisher, { class: "publisher" }), ": ", said(`“${report.title}”`), `, ${report.date}. `,
    link(report.url) || el("span", { class: "faint", text: "no address" }), " ",
    el("a", { href: `#report-${state.reportNumber.get(id)}`, class: "more", text: "all its claims" }));
}

function placeCard(state, item, title) {
  const { place } = item;
  title.append(said(cut(place.name, 90)), place.ko ? said(` ${cut(place.ko, 40)}`, { class: "ko", lang: "ko" }) : "");
  const where = place.kind === "crossing"
    ? `From ${state.countryName(place.country)} into ${state.countryName(place.other)}` : state.countryName(place.country);
  const names = [place.local, ...place.variants].filter(Boolean);
  const legs = (heading, found) => (found.length ? el("section", { class: "block" }, el("h3", { text: heading }), el("ul", { class: "leg-list" }, found.map((leg) => el("li", {},
    el("button", { type: "button", class: "row", on: { click: () => state.open({ leg }) } },
      el("span", { class: "level-dot", style: `background:${LEVEL_COLORS[leg.leg.level]}` }),
      said(cut(state.nameOf(heading === "Legs that leave it" ? leg.leg.v : leg.leg.u), 40)),
      el("span", { class: "faint", text: ` ${modeName(leg.leg.mode).toLowerCase()}, ${kmText(leg.leg.km)}, risk ${leg.leg.level}` })))))) : null);
  const flows = Object.keys(state.data.claims).filter((id) => state.data.claims[id].type === "flow" && state.data.claims[id].on === place.id);
  return [
    el("p", { class: "facts" }, `${KINDS[place.kind] || place.kind} · `, said(where)),
    names.length ? el("p", { class: "faint" }, "Also: ", said(cut(names.join(", "), 300))) : null,
    place.note ? el("p", {}, said(place.note)) : null,
    claimsBlock(state, "A haven: people were not sent back", place.haven, []),
    claimsBlock(state, "Other dangers", place.harms, []),
    claimsBlock(state, "How many people", flows, []),
    legs("Legs that lead here", state.legs.filter((leg) => leg.leg.v === place.id)),
    legs("Legs that leave it", state.legs.filter((leg) => leg.leg.u === place.id)),
    el("p", { class: "faint", text: `${place.lat.toFixed(1)}° N, ${place.lon.toFixed(1)}° E, rounded to about 11 km.` }),
  ].filter(Boolean);
}
