// The twin of the map in words: every leg, every place, every report, as tables and lists.

function makeTables(state) {
  const { data } = state;
  reportNumbers(state);
  frontTable(state);
  ensembleTables(state);
  bottleneckTables(state);
  legTable(state);
  placeTable(state);
  reportList(state);
  byId("title").append(source(cut(data.meta.title, 160)));
  const ends = new Set(data.legs.flatMap((leg) => [leg.u, leg.v])).size;
  const shape = t("page.shape", { legs: t("n.leg", { n: data.legs.length }), places: t("n.place", { n: ends }), reports: t("n.report", { n: Object.keys(data.reports).length }) });
  const { scenario } = data.meta;
  byId("subtitle").append(...tell("page.as_of", { day: said(asOf(state)) }), el("span", { class: "wide-only", text: ` · ${shape}` }),
    ...(scenario.length ? [" · ", ...tell("page.scenario", { scenario: source(cut(scenario.join("; "), 160)) })] : []));
}

function reportNumbers(state) {
  state.reportNumber = new Map(Object.keys(state.data.reports).map((id, i) => [id, i + 1]));
  state.claimNumber = new Map(Object.values(state.data.reports).flatMap((report, r) => report.claims.map((id, c) => [id, `${r + 1}.${c + 1}`])));
}

function heading(id, key, note) {
  return [el("h2", { id: `${id}-title`, text: t(key) }), note ? el("p", { class: "faint", text: t(note) }) : ""];
}

/** A long part of the page: open on a wide screen, where it scrolls in itself, else folded. */
function longPart(summary, ...content) {
  return el("details", { class: "long", open: !narrow.matches }, el("summary", { text: summary }),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": summary }, ...content));
}

/** A table that becomes a list of cards on a narrow screen; the roles keep its meaning there. */
function table(caption, keys, rows) {
  const columns = keys.map((key) => t(`col.${key}`));
  return el("table", { role: "table" },
    el("caption", { class: "unseen", text: caption }),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => el("th", { scope: "col", role: "columnheader", text: name })))),
    el("tbody", { role: "rowgroup" }, rows.map(({ cells, id }) => el("tr", { role: "row", id: id || null }, cells.map((cell, i) => {
      const props = { "data-label": columns[i], "data-column": keys[i], role: i === 0 ? "rowheader" : "cell" };
      const whole = el("div", { class: "cell" }, cell);
      return i === 0 ? el("th", { scope: "row", ...props }, whole) : el("td", props, whole);
    })))));
}

function fullName(state, id) {
  return bothNames(state.placeById.get(id).place);
}

/** One part of a leg's risk in a line, with the claims that it rests on. */
function partLine(state, name, part) {
  const flags = part.flags.filter((flag) => flag !== "assumed");
  return el("li", {}, el("strong", { text: word("part", name) }), " ", source(part.target), `: ${levelWords(part.levels)}, ${interval(part.p[0], part.p[1])} `,
    part.claims.length ? ["(", claimLinks(state, part.claims), ")"] : el("span", { class: "faint", text: t("legs.assumed") }),
    flags.length ? el("span", { class: "warn", text: ` ${flags.map(flagName).join(", ")}` }) : null);
}

function claimLinks(state, ids) {
  return ids.flatMap((id, i) => {
    const n = state.claimNumber.get(id);
    return [i ? ", " : "", n ? el("a", { href: `#claim-${n}`, "aria-label": t("reports.claim", { n }), text: n }) : source(id)];
  });
}

function reportLinks(state, ids) {
  return ids.flatMap((id, i) => {
    const n = state.reportNumber.get(id);
    return [i ? ", " : "", n ? el("a", { href: `#report-${n}`, "aria-label": t("reports.report", { n: String(n) }), text: `[${n}]` }) : source(id)];
  });
}

function monthsInUse(leg) {
  return `${leg.first.slice(0, 7)} – ${leg.last ? leg.last.slice(0, 7) : t("legs.open")}`;
}

function harmKinds(state, ids) {
  const kinds = [...new Set(ids.map((id) => state.data.claims[id]?.kind).filter(Boolean))];
  return kinds.length ? source(kinds.join(", ")) : null;
}

function showButton(state, item, label) {
  return el("button", { type: "button", class: "quiet", text: t("show"), "aria-label": label, on: { click: () => showItem(state, item) } });
}

function legRow(state, item) {
  const { leg } = item;
  const name = cut(legName(state, leg), 120);
  const families = familyIndices(state, leg).filter((i) => i >= 0).map((i) => familyText(state, i));
  const harms = harmKinds(state, leg.harms);
  return { id: `row-${item.id}`, cells: [
    fullName(state, leg.u),
    fullName(state, leg.v),
    [modeName(leg.mode), families.length ? el("div", { class: "faint" }, families.flatMap(({ text, lang }, i) => [i ? ", " : "", inLang(text, lang)])) : null],
    number(leg.km),
    leg.mode === "entry" ? "–" : leg.days < 0.05 ? "< 0.1" : number(leg.days, 1),
    [el("strong", { text: chance(leg.risk[0]) }), ` ${word("level", leg.level)}`, el("div", { class: "faint one-line", text: interval(leg.risk[1], leg.risk[2]) })],
    el("ul", { class: "plain" }, Object.entries(leg.parts).map(([part, value]) => partLine(state, part, value))),
    [word("evidence", leg.evidence), el("div", { class: "grade", text: gradeText(leg.grade) }),
      leg.flags.length ? el("div", { class: "faint", text: leg.flags.map(flagName).join(", ") }) : null,
      harms ? el("div", { class: "faint" }, tell("legs.dangers", { kinds: harms })) : null],
    [reportLinks(state, leg.reports), el("div", { class: "faint one-line", text: monthsInUse(leg) })],
    showButton(state, item, t("show.leg", { name, mode: modeName(leg.mode) })),
  ] };
}

const LEG_COLUMNS = ["from", "to", "by", "km", "days", "risk", "made_of", "evidence", "reports", "map"];

function legTable(state) {
  const section = byId("legs");
  if (!state.legs.length) {
    section.append(...heading("legs", "page.legs"), el("p", { class: "warn" }, tell("legs.none", { day: said(asOf(state)) })));
  } else {
    section.append(...heading("legs", "page.legs", "legs.note"),
      longPart(t("legs.table", { legs: t("n.leg", { n: state.legs.length }) }), table(t("legs.caption"), LEG_COLUMNS, state.legs.map((item) => legRow(state, item)))));
  }
  if (state.dormant.length) {
    section.append(longPart(t("legs.shut", { legs: t("n.leg", { n: state.dormant.length }) }),
      table(t("legs.shut_caption"), ["from", "to", "by", "why", "reports", "map"], state.dormant.map((item) => ({ cells: [
        fullName(state, item.leg.u), fullName(state, item.leg.v), modeName(item.leg.mode), reasonText(state, item.leg),
        [reportLinks(state, item.leg.reports), el("div", { class: "faint one-line", text: monthsInUse(item.leg) })],
        showButton(state, item, t("show.shut", { name: cut(legName(state, item.leg), 120) })),
      ] })))));
  }
}

function placeTable(state) {
  const section = byId("places");
  section.append(...heading("places", "page.places", "places.note"));
  if (!state.places.length) {
    section.append(el("p", { class: "warn", text: t("places.none") }));
    return;
  }
  const sorted = [...state.places].sort((a, b) => nameIn(a.place).text.localeCompare(nameIn(b.place).text, LANG));
  section.append(longPart(t("places.table", { places: t("n.place", { n: sorted.length }) }),
    table(t("page.places"), ["name", "names", "what", "country", "where", "evidence", "marks", "map"], sorted.map((item) => placeRow(state, item)))));
}

function placeRow(state, item) {
  const { place } = item;
  const country = place.kind === "crossing" ? `${state.countryName(place.country)} → ${state.countryName(place.other)}` : state.countryName(place.country);
  const names = furtherNames(place);
  const marks = [place.haven.length ? t("place.haven") : null, harmKinds(state, place.harms)].filter(Boolean);
  return { cells: [
    fullName(state, place.id), names.length ? names : "–", [word("kind", place.kind), place.note ? el("div", { class: "faint" }, source(place.note)) : null],
    said(country), `${place.lat.toFixed(1)}, ${place.lon.toFixed(1)}`, gradeText(place.grade),
    marks.length ? marks.flatMap((mark, i) => (i ? [", ", mark] : [mark])) : "–",
    showButton(state, item, t("show.place", { name: cut(nameIn(place).text, 120) })),
  ] };
}

/** Follow a link within the page: unfold whatever hides its end, show it, and put the focus there. */
function followLinks(state) {
  const follow = () => {
    const { target: id, lang } = readAddress();
    if (lang && lang !== LANG) turnTo(state, lang);
    writeAddress();
    for (const part of document.querySelectorAll(".here")) part.classList.remove("here");
    const target = id && byId(id);
    if (!target) return;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (target.matches(".report")) target.querySelectorAll("details").forEach((part) => { part.open = true; });
    if (target.matches(".sheet")) target.querySelectorAll(":scope > details").forEach((part) => { part.open = true; });
    target.classList.add("here");
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", follow);
  // a link that is chosen again changes no address, and should lead there all the same
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest('a[href^="#"]');
    if (chosen && chosen.getAttribute("href").slice(1) === readAddress().target) {
      event.preventDefault();
      follow();
    }
  });
  follow();
}

function reportList(state) {
  const { reports, claims } = state.data;
  const section = byId("reports");
  section.append(...heading("reports", "reports.heading", "reports.note"));
  for (const [id, report] of Object.entries(reports)) {
    const n = state.reportNumber.get(id);
    const kinds = [word("publisher", report.kind), word("access", report.access), report.repost_of && t("reports.repeats", { report: report.repost_of })];
    section.append(el("article", { class: "report", id: `report-${n}`, tabindex: "-1" },
      el("h3", {}, `[${n}] `, source(report.cite)),
      el("p", { class: "faint", text: kinds.filter(Boolean).join(" · ") }),
      report.url ? el("p", {}, link(report.url)) : null,
      report.note ? el("p", { class: "faint" }, source(report.note)) : null,
      el("details", {}, el("summary", { text: t("n.claim", { n: report.claims.length }) }), el("ul", { class: "claims" }, report.claims.filter((c) => claims[c]).map((c) => el("li", { id: `claim-${state.claimNumber.get(c)}`, tabindex: "-1" },
        el("span", { class: "claim-id" }, `${state.claimNumber.get(c)} `, source(c)), claimItem(state, c, { cite: false })))))));
  }
  if (!Object.keys(reports).length) section.append(el("p", { class: "warn", text: t("reports.none") }));
}
