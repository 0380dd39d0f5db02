// The twin of the layers in words: what would be lost and gained, and the ways left.

function bottleneckTables(state) {
  const { bottlenecks } = state.data;
  if (!bottlenecks) return;
  const section = byId("bottlenecks");
  const origins = bottlenecks.origins.length;
  section.append(...heading("bottlenecks", "depend.title"),
    el("p", {}, tell("depend.asked", { origins: el("span", {}, names(state, bottlenecks.origins)), destinations: el("span", {}, names(state, bottlenecks.destinations)) })),
    el("p", { class: "faint", text: t("depend.note") }));
  const all = [bottlenecks.countries, bottlenecks.borders, bottlenecks.places, bottlenecks.legs].flat();
  const isWay = bottlenecks.ways.some(({ legs }) => legs.size !== 0);
  if (!all.length) section.append(el("p", { class: "warn", text: t(isWay ? "depend.none" : "left.no_way") }));
  const rows = (items) => items.map((item) => dependenceRow(state, item, origins));
  const part = (key, items) => (items.length ? [el("h3", { text: t(key) }), table(t(key), DEPENDENCE_COLUMNS, rows(items))] : []);
  section.append(...part("depend.countries", bottlenecks.countries), ...part("depend.borders", bottlenecks.borders));
  for (const [key, items] of [["depend.places", bottlenecks.places], ["depend.legs", bottlenecks.legs]]) {
    if (items.length) section.append(folded(t(key, { n: items.length }), table(t(key, { n: items.length }), DEPENDENCE_COLUMNS, rows(items))));
  }
  const ways = bottlenecks.ways.filter(({ legs }) => legs.size !== null); // an origin that is a destination has none to go
  if (ways.length) section.append(el("h3", { text: t("left.heading") }), el("p", { class: "faint", text: t("left.note") }), ...ways.map((left, i) => waysLeft(state, left, i)));
}

const DEPENDENCE_COLUMNS = ["depends", "every", "share", "without", "safe", "map"];

function folded(summary, ...content) {
  const part = longPart(summary, ...content);
  part.open = false;
  return part;
}

/** Origins by name, with commas; all of them in a word. */
function names(state, ids, all = 0) {
  if (all > 1 && ids.length === all) return [t("depend.all", { n: all })];
  return ids.flatMap((id, i) => [i ? ", " : "", placeText(state, id)]);
}

function targetName(state, { kind, ends, id }) {
  if (kind === "country") return said(state.countryName(ends[0]));
  if (kind.endsWith("border")) return said(ends.map((code) => state.countryName(code)).join(kind === "border" ? "–" : " → "));
  if (kind === "place") return placeText(state, ends[0]);
  if (kind === "leg") return wayPlaces(state, ends);
  return source(id);
}

function plainTarget(state, { kind, ends, id }) {
  if (kind === "place" || kind === "leg") return ends.map((end) => plainNames(state, [end])).join(" → ");
  return kind === "country" || kind.endsWith("border") ? ends.map((code) => state.countryName(code)).join("–") : id;
}

function dependenceRow(state, item, origins) {
  return { cells: [
    targetName(state, item),
    item.every.length ? names(state, item.every, origins) : "–",
    [el("div", { class: "one-line", text: t("depend.of_shortest", { share: percent(item.through.length) }) }), el("div", { class: "one-line", text: t("depend.of_safest", { share: percent(item.through.risk) }) })],
    byOrigin(state, item.lost, origins, lossText),
    byOrigin(state, item.gained, origins, gainText),
    el("button", { type: "button", class: "quiet", text: t("show"), "aria-label": t("show.place", { name: plainTarget(state, item) }), on: { click: () => showDependence(state, item) } }),
  ] };
}

/** One line for all origins of which the same is true. */
function byOrigin(state, told, origins, textOf) {
  if (!told.length) return "–";
  const lines = new Map();
  for (const one of told) {
    const text = textOf(one);
    if (!lines.has(text)) lines.set(text, []);
    lines.get(text).push(one.origin);
  }
  return el("ul", { class: "plain" }, [...lines].map(([text, ids]) => el("li", {}, el("span", { class: "who" }, names(state, ids, origins), ": "), text)));
}

function lossText({ cut_off: cutOff, km, risk: [before, after] }) {
  if (cutOff) return t("depend.cut_off");
  return [km >= 0.5 ? t("depend.longer", { km: kmText(km) }) : null, riskText(before, after)].filter(Boolean).join("; ");
}

function gainText({ connected, km, risk: [before, after] }) {
  if (connected) return t("depend.connected", { risk: chance(after) });
  return [km >= 0.5 ? t("depend.shorter", { km: kmText(km) }) : null, riskText(before, after)].filter(Boolean).join("; ");
}

function riskText(before, after) {
  const digits = chance(before) === chance(after) && before < 0.99 ? (p) => p.toFixed(3) : chance; // a small change is a change
  return digits(before) === digits(after) ? t("depend.same", { risk: chance(after) }) : t("depend.changed", { before: digits(before), after: digits(after) });
}

/** On a card: what depends on a place or a leg, if anything does. */
function dependenceBlock(state, kind, ends) {
  const { bottlenecks } = state.data;
  const item = bottlenecks?.[kind].find((one) => one.ends.join("\n") === ends.join("\n"));
  if (!item) return null;
  const origins = bottlenecks.origins.length;
  const part = (key, told, textOf) => (told.length ? [el("h4", { text: t(key) }), byOrigin(state, told, origins, textOf)] : []);
  return el("section", { class: "block" }, el("h3", { text: t("depend.card") }),
    el("p", { text: t("depend.card_share", { shortest: percent(item.through.length), safest: percent(item.through.risk) }) }),
    item.every.length ? el("p", {}, tell("depend.card_every", { origins: el("span", {}, names(state, item.every, origins)) })) : null,
    part("col.without", item.lost, lossText), part("col.safe", item.gained, gainText));
}

/** Switch the layer on that shows something, and go there. */
function showDependence(state, item) {
  const wide = item.kind === "country" || item.kind.endsWith("border");
  const box = state.dependence.boxes[wide ? "wide" : "close"];
  if (!box.checked) box.click();
  const place = item.kind === "place" && state.placeItem.get(item.ends[0]);
  if (place) showItem(state, place);
  else if (item.kind === "leg" && item.legs.length) showItem(state, state.legs[item.legs[0]]);
  else showWay(state, item);
}

// ways left ---------------------------------------------------------------------------------

function waysLeft(state, left, at) {
  const must = state.data.bottlenecks.must.find(({ origin }) => origin === left.origin);
  const chain = (parts) => parts.flatMap((part, i) => [i ? " → " : "", part]);
  const passed = must ? [
    must.countries.length ? ["depend.countries", chain(must.countries.map((code) => said(state.countryName(code))))] : null,
    must.borders.length ? ["depend.borders", chain(must.borders.map((ends) => said(pairText(state, ends))))] : null,
    must.places.length ? ["page.places", wayPlaces(state, must.places)] : null,
  ].filter(Boolean) : [];
  return el("details", { class: "ways-left", open: at === 0 && !narrow.matches },
    el("summary", {}, tell("left.of", { origin: placeText(state, left.origin) })),
    passed.length ? el("section", { class: "block" }, el("h4", { text: t("left.must") }), el("dl", { class: "facts-list" }, passed.map(([key, value]) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, value))))) : null,
    left.legs.size === 0 ? el("p", { text: t("left.no_way") }) : [borderNumber(state, left, at), cutBlock(state, left, "places", at), cutBlock(state, left, "legs", at)]);
}

function borderNumber(state, { origin, borders: { number: n, exact, paths } }, at) {
  const key = n === null ? "left.no_border" : n === 1 && exact ? "left.one_border" : exact ? "left.borders" : "left.borders_least";
  return el("section", { class: "block" }, el("h4", { text: t("depend.borders") }),
    el("p", {}, t(key, { n: Math.max(0, n - 1) })), n === 1 && exact ? null : wayList(state, paths, `borders-${at}`, origin));
}

const CUT_WORDS = {
  places: { heading: "left.places_heading", ways: "left.places", cuts: "left.cuts_places" },
  legs: { heading: "left.legs_heading", ways: "left.legs", cuts: "left.cuts_legs" },
};

function cutBlock(state, left, of, at) {
  const { size, cuts, complete, paths } = left[of];
  const member = (one) => (Array.isArray(one) ? [wayPlaces(state, one.slice(0, 2)), ` (${modeName(one[2])})`] : placeText(state, one));
  const told = size === null ? t("left.adjacent") : t(CUT_WORDS[of].ways, { n: size });
  return el("section", { class: "block" }, el("h4", { text: t(CUT_WORDS[of].heading) }), el("p", { text: told }),
    wayList(state, paths, `${of}-${at}`, left.origin),
    cuts.length ? [
      el("p", { text: t(CUT_WORDS[of].cuts, { n: size }) }),
      el("ul", { class: "cuts" }, cuts.map((one) => el("li", {}, one.flatMap((part, i) => [i ? t("left.or") : "", member(part)])))),
      complete ? null : el("p", { class: "faint", text: t("left.more") }),
    ] : null);
}

/** Ways as buttons with all their places; choosing one draws it on the map. */
function wayList(state, paths, key, origin) {
  if (!paths.length) return null;
  return el("ol", { class: "way-list" }, paths.map((path, i) => {
    const way = { key: `${key}-${i}`, legs: path.legs, text: () => `${t("front.point", { n: String(i + 1) })}: ${path.places.map((id) => plainNames(state, [id])).join(" → ")}` };
    return el("li", {}, wayButton(state, way, t("show"), t("show.place", { name: t("left.way_of", { n: String(i + 1), origin: plainNames(state, [origin]) }) })), el("span", {}, wayPlaces(state, path.places)));
  }));
}
