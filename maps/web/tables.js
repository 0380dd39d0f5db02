// The twin of the map in words: every leg, every place, every report, as tables and lists.

function makeTables(state) {
  const { data } = state;
  reportNumbers(state);
  legTable(state);
  placeTable(state);
  reportList(state);
  byId("title").append(said(cut(data.meta.title, 160)));
  const shape = `${counted(data.legs.length, "leg")} between ${counted(new Set(data.legs.flatMap((leg) => [leg.u, leg.v])).size, "place")}, from ${counted(Object.keys(data.reports).length, "published report")}`;
  byId("subtitle").append("As of ", said(data.meta.as_of_text), el("span", { class: "wide-only", text: ` · ${shape}` }),
    ...(data.meta.scenario.length ? [" · scenario: ", said(cut(data.meta.scenario.join("; "), 160))] : []));
}

function reportNumbers(state) {
  state.reportNumber = new Map(Object.keys(state.data.reports).map((id, i) => [id, i + 1]));
  state.claimNumber = new Map(Object.values(state.data.reports).flatMap((report, r) => report.claims.map((id, c) => [id, `${r + 1}.${c + 1}`])));
}

function heading(id, text, note) {
  return [el("h2", { id: `${id}-title`, text }), note ? el("p", { class: "faint", text: note }) : ""];
}

/** A long part of the page: open on a wide screen, where it scrolls in itself, else folded. */
function longPart(summary, ...content) {
  return el("details", { class: "long", open: !narrow.matches }, el("summary", { text: summary }),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": summary }, ...content));
}

/** A table that becomes a list of cards on a narrow screen; the roles keep its meaning there. */
function table(caption, columns, rows) {
  return el("table", { role: "table" },
    el("caption", { class: "unseen", text: caption }),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => el("th", { scope: "col", role: "columnheader", text: name })))),
    el("tbody", { role: "rowgroup" }, rows.map(({ cells, id }) => el("tr", { role: "row", id: id || null }, cells.map((cell, i) => {
      const props = { "data-label": columns[i], role: i === 0 ? "rowheader" : "cell" };
      const whole = el("div", { class: "cell" }, cell);
      return i === 0 ? el("th", { scope: "row", ...props }, whole) : el("td", props, whole);
    })))));
}

function fullName(state, id) {
  const { place } = state.placeById.get(id);
  return [said(place.name), place.ko ? said(` ${place.ko}`, { class: "ko", lang: "ko" }) : null];
}

/** One part of a leg's risk in a line, with the claims that it rests on. */
function partLine(state, name, part) {
  const flags = part.flags.filter((flag) => flag !== "assumed");
  return el("li", {}, el("strong", { text: name }), " ", said(part.target), `: ${levelWords(part.levels)}, ${interval(part.p[0], part.p[1])} `,
    part.claims.length ? ["(", claimLinks(state, part.claims), ")"] : el("span", { class: "faint", text: "(assumed)" }),
    flags.length ? el("span", { class: "warn" }, " ", said(flags.join(", "))) : null);
}

function claimLinks(state, ids) {
  return ids.flatMap((id, i) => {
    const n = state.claimNumber.get(id);
    return [i ? ", " : "", n ? el("a", { href: `#claim-${n}`, "aria-label": `Claim ${n}`, text: n }) : said(id)];
  });
}

function reportLinks(state, ids) {
  return ids.flatMap((id, i) => {
    const n = state.reportNumber.get(id);
    return [i ? ", " : "", n ? el("a", { href: `#report-${n}`, "aria-label": `Report ${n}`, text: `[${n}]` }) : said(id)];
  });
}

function monthsInUse(leg) {
  return `${leg.first.slice(0, 7)} – ${leg.last ? leg.last.slice(0, 7) : "open"}`;
}

function legRow(state, item) {
  const { leg } = item;
  const name = legName(state, leg);
  const families = familyIndices(state, leg).filter((i) => i >= 0).map((i) => state.data.families[i].name);
  const harms = leg.harms.map((id) => state.data.claims[id]).filter(Boolean).map((claim) => claim.kind);
  return { id: `row-${item.id}`, cells: [
    fullName(state, leg.u),
    fullName(state, leg.v),
    [modeName(leg.mode), families.length ? el("div", { class: "faint" }, said(families.join(", "))) : null],
    number(leg.km),
    leg.mode === "entry" ? "–" : leg.days < 0.05 ? "< 0.1" : number(leg.days, 1),
    [el("strong", { text: chance(leg.risk[0]) }), ` ${leg.level}`, el("div", { class: "faint one-line", text: interval(leg.risk[1], leg.risk[2]) })],
    el("ul", { class: "plain" }, Object.entries(leg.parts).map(([name, part]) => partLine(state, name, part))),
    [leg.evidence, leg.flags.length ? el("div", { class: "faint" }, said(leg.flags.join(", "))) : null, harms.length ? el("div", { class: "faint" }, "dangers: ", said([...new Set(harms)].join(", "))) : null],
    [reportLinks(state, leg.reports), el("div", { class: "faint one-line", text: monthsInUse(leg) })],
    el("button", { type: "button", class: "quiet", text: "Show", "aria-label": `Show on the map: ${cut(name, 120)}, ${modeName(leg.mode)}`, on: { click: () => showItem(state, item) } }),
  ] };
}

const LEG_COLUMNS = ["From", "To", "By", "km", "Days", "Risk index", "Risk made of", "Evidence", "Reports, in use", "Map"];

function legTable(state) {
  const section = byId("legs");
  if (!state.legs.length) {
    section.append(...heading("legs", "Legs"), el("p", { class: "warn" }, "No leg is in use as of ", said(state.data.meta.as_of_text), ": the map shows places only."));
  } else {
    section.append(...heading("legs", "Legs", "All that the map shows of its lines. The risk index is the chance of being forcibly returned on one use of the leg, as read from the words of reports, with its interval; days are moving time only."),
      longPart(`Table of ${counted(state.legs.length, "leg")} in use`, table("Legs in use", LEG_COLUMNS, state.legs.map((item) => legRow(state, item)))));
  }
  if (state.dormant.length) {
    section.append(longPart(`Table of ${counted(state.dormant.length, "leg")} out of use or shut`,
      table("Legs out of use or shut", ["From", "To", "By", "Why it is not open", "Reports, in use", "Map"], state.dormant.map((item) => ({ cells: [
        fullName(state, item.leg.u), fullName(state, item.leg.v), modeName(item.leg.mode), said(item.leg.reason),
        [reportLinks(state, item.leg.reports), el("div", { class: "faint one-line", text: monthsInUse(item.leg) })],
        el("button", { type: "button", class: "quiet", text: "Show", "aria-label": `Show on the map: ${cut(legName(state, item.leg), 120)}, not open`, on: { click: () => showItem(state, item) } }),
      ] })))));
  }
}

function placeTable(state) {
  const section = byId("places");
  section.append(...heading("places", "Places", "Coordinates have one decimal of a degree, about 11 km. A crossing is a section of a border."));
  if (!state.places.length) {
    section.append(el("p", { class: "warn", text: "The network holds no place." }));
    return;
  }
  section.append(longPart(`Table of ${counted(state.places.length, "place")}`, table("Places", ["Name", "Other names", "What", "Country", "Where", "Marks", "Map"], [...state.places].sort((a, b) => (a.place.name < b.place.name ? -1 : 1)).map((item) => {
    const { place } = item;
    const country = place.kind === "crossing" ? `${state.countryName(place.country)} → ${state.countryName(place.other)}` : state.countryName(place.country);
    const marks = [place.haven.length ? "haven" : "", ...new Set(place.harms.map((id) => state.data.claims[id]?.kind).filter(Boolean))].filter(Boolean);
    return { cells: [
      fullName(state, place.id), said([place.local, ...place.variants].filter(Boolean).join(", ") || "–"), [KINDS[place.kind] || place.kind, place.note ? el("div", { class: "faint" }, said(place.note)) : null],
      said(country), `${place.lat.toFixed(1)}, ${place.lon.toFixed(1)}`, said(marks.join(", ") || "–"),
      el("button", { type: "button", class: "quiet", text: "Show", "aria-label": `Show on the map: ${cut(place.name, 120)}`, on: { click: () => showItem(state, item) } }),
    ] };
  }))));
}

/** Unfold whatever hides the part of the page that a link leads to. */
function followLinks() {
  const unfold = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (target.matches(".report")) target.querySelector("details").open = true;
    if (target.matches(".sheet")) target.querySelectorAll(":scope > details").forEach((part) => { part.open = true; });
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", unfold);
  unfold();
}

function reportList(state) {
  const { reports } = state.data;
  const section = byId("reports");
  section.append(...heading("reports", "Reports and what they claim", "Paraphrased by the coders of the dataset; nothing is quoted."));
  for (const [id, report] of Object.entries(reports)) {
    const n = state.reportNumber.get(id);
    const kinds = [report.kind, report.access === "full" ? "read in full" : report.access === "opening" ? "opening read" : "known at second hand"];
    section.append(el("article", { class: "report", id: `report-${n}`, tabindex: "-1" },
      el("h3", {}, `[${n}] `, said(report.publisher), ": ", said(`“${report.title}”`)),
      el("p", { class: "faint" }, said([report.author, report.agency, report.date, ...kinds, report.repost_of && `repeats ${report.repost_of}`].filter(Boolean).join(" · "))),
      report.url ? el("p", {}, link(report.url)) : null,
      report.note ? el("p", { class: "faint" }, said(report.note)) : null,
      el("details", {}, el("summary", { text: counted(report.claims.length, "claim") }), el("ul", { class: "claims" }, report.claims.filter((c) => state.data.claims[c]).map((c) => el("li", { id: `claim-${state.claimNumber.get(c)}`, tabindex: "-1" },
        el("span", { class: "claim-id" }, `${state.claimNumber.get(c)} `, said(c)), claimItem(state, c, { cite: false })))))));
  }
  if (!Object.keys(reports).length) section.append(el("p", { class: "warn", text: "The network names no report." }));
}
