// What can be chosen: what is compared, from where, by what, and how the map shows it. Beside it the legend.

function makeComparisonControls(state) {
  const { data } = state;
  const choice = (id, key, texts, change) => {
    const select = el("select", { id, on: { change: () => choose(state, change(select.selectedIndex)) } }, texts.map((text, i) => el("option", { value: String(i), text: cut(text, 90) })));
    return el("div", { class: "group" }, el("label", { for: id, class: "name", text: t(key) }), select);
  };
  const radios = (name, key, options, change) => el("fieldset", { class: "segmented group" }, el("legend", { text: t(key) }), options.map(([value, text], i) => el("label", { class: "choice" },
    el("input", { type: "radio", name, value, on: { change: () => choose(state, change(i)) } }), el("span", { text }))));
  byId("panel").append(
    data.cases.length > 1 ? choice("case", "compare.case", data.cases.map(caseName), (at) => ({ at })) : "",
    choice("origin", "explore.from", data.origins.map(state.nameOf), (origin) => ({ origin })),
    data.destinations.length > 1 ? choice("destination", "compare.to", data.destinations.map(state.nameOf), (destination) => ({ destination })) : "",
    radios("by", "explore.by", data.objectives.map((name) => [name, word("explore.by", name)]), (objective) => ({ objective })),
    el("div", { id: "view-group" }),
    el("div", { id: "outcome", class: "group" }),
    el("section", { class: "group legend", id: "legend" }),
    el("details", { class: "group matrix", open: !narrow.matches }, el("summary", {}, el("h2", { text: t("compare.matrix") })), el("div", { id: "matrix" })));
}

/** What the two sides are called, shortly: a scenario, or two years. */
function sideWords(state) {
  const one = chosenCase(state);
  const [was, now] = [state.data.meta.as_of, one.as_of];
  if (one.supposed || was === now) return [t("compare.view.before"), t(one.supposed ? "compare.view.after" : "compare.view.other")];
  const length = [4, 7, 10].find((n) => was.slice(0, n) !== now.slice(0, n));
  return [was.slice(0, length), now.slice(0, length)];
}

/** Let the controls say what is chosen, however it was chosen. */
function showComparisonControls(state) {
  for (const [id, at] of [["case", state.at], ["origin", state.origin], ["destination", state.destination]]) if (byId(id)) byId(id).selectedIndex = at;
  for (const [i, input] of document.querySelectorAll("input[name=by]").entries()) input.checked = i === state.objective;
  showViews(state);
  byId("outcome").replaceChildren(...outcomeLines(state).map((text) => el("p", { text })));
  byId("legend").replaceChildren(...comparisonLegend(state));
  showMatrix(state);
}

function showViews(state) {
  const [before, after] = sideWords(state);
  const words = { before, after, both: t("compare.view.both"), swipe: t("compare.view.swipe") };
  const group = byId("view-group");
  if (group.dataset.words !== JSON.stringify(words)) { // made anew only when its words change: it may have the focus
    group.dataset.words = JSON.stringify(words);
    group.replaceChildren(el("fieldset", { class: "segmented group" }, el("legend", { text: t("compare.view") }), VIEWS.map((view) => el("label", { class: "choice" },
      el("input", { type: "radio", name: "view", value: view, on: { change: () => choose(state, { view }) } }), el("span", { text: words[view] })))));
  }
  for (const input of group.querySelectorAll("input")) input.checked = input.value === state.view;
}

/** Who is cut off, who has a way again, in a line each. */
function outcomeLines(state) {
  const { data } = state;
  const pairs = { cut_off: new Set(), again: new Set(), none: new Set() };
  chosenCase(state).differences.forEach(({ case: became }, at) => pairs[became]?.add(pairName(state, at)));
  const lines = [["compare.cut_off", pairs.cut_off], ["compare.again", pairs.again], ["compare.still_none", pairs.none]].filter(([, names]) => names.size).map(([key, names]) => t(key, { names: [...names].join(", ") }));
  return data.origins.length && !pairs.cut_off.size ? [t("compare.all_kept"), ...lines] : lines;
}

/** The origin of a difference, with its destination where there are several. */
function pairName(state, at) {
  const { data } = state;
  const { origin, destination } = partsOf(state, at);
  const name = cut(state.nameOf(data.origins[origin]), 60);
  return data.destinations.length > 1 ? t("compare.pair", { origin: name, destination: cut(state.nameOf(data.destinations[destination]), 60) }) : name;
}

/** Origin, destination and objective of a difference, by its place in the list. */
function partsOf({ data }, at) {
  const objective = at % data.objectives.length;
  const pair = (at - objective) / data.objectives.length;
  const destination = pair % data.destinations.length;
  return { origin: (pair - destination) / data.destinations.length, destination, objective };
}

/** All differences in little: a row an origin, a column an objective; a cell chooses what the page shows. */
function showMatrix(state) {
  const { data } = state;
  const names = data.objectives.map((name) => word("explore.by", name));
  const focused = document.activeElement?.closest("#matrix") ? document.activeElement.dataset.at : null;
  const rows = data.origins.map((id, origin) => el("tr", {}, el("th", { scope: "row", text: cut(state.nameOf(id), 40) }), data.objectives.map((_, objective) => {
    const { difference, before, after } = compared(state, origin, state.destination, objective);
    const chosen = origin === state.origin && objective === state.objective;
    const km = before && after ? after.km - before.km : 0;
    const short = `${km > 0 ? "+" : km < 0 ? "−" : "±"}${number(Math.abs(km))}`;
    const told = before && after && difference.case !== "same" ? t("compare.cell.changed", { km: km ? t(km > 0 ? "compare.longer" : "compare.shorter", { km: kmText(Math.abs(km)) }) : kmText(after.km), before: before.risk[0], after: after.risk[0] })
      : t(`compare.cell.${difference.case}`);
    const shown = before && after && difference.case !== "same" ? [el("span", { text: short }), el("span", { class: "was", text: `${before.risk[0]}→${after.risk[0]}` })] : el("span", { class: "word", text: told });
    return el("td", {}, el("button", {
      type: "button", class: `pick ${difference.case}`, "data-at": `${origin}-${objective}`, "aria-pressed": String(chosen), "aria-label": `${cut(state.nameOf(id), 60)}, ${names[objective]}: ${told}`,
      on: { click: () => choose(state, { origin, objective }) },
    }, shown));
  })));
  byId("matrix").replaceChildren(el("p", { class: "faint", text: t("compare.matrix.note") }), el("table", { class: "little" },
    el("thead", {}, el("tr", {}, el("td", {}), names.map((name) => el("th", { scope: "col", text: name })))), el("tbody", {}, rows)));
  if (focused) byId("matrix").querySelector(`[data-at="${focused}"]`)?.focus();
}

function comparisonLegend(state) {
  const { kept, lost, new: fresh } = chosenCase(state);
  const sample = (...parts) => svg("svg", { width: 40, height: 14, viewBox: "0 0 40 14", class: "sample", "aria-hidden": "true" }, parts);
  const line = (className, width, dash = null) => svg("path", { d: "M2 7H38", class: className, fill: "none", "stroke-width": width, "stroke-dasharray": dash });
  const sign = (d, className) => [svg("path", { d, class: "sign-ground", fill: "none", "stroke-width": 5.5 }), svg("path", { d, class: className, fill: "none", "stroke-width": 2.2 })];
  const row = (key, text) => el("li", {}, el("span", { class: "key" }, key), el("span", { text }));
  return [el("h2", { text: t("explore.legend") }), el("ul", { class: "keys" },
    row(sample(line("key-before", 3.4)), t("compare.key.before")),
    row(sample(line("key-after", 5)), t("compare.key.after")),
    row(sample(line("context-line", 1.6)), t("compare.key.kept", { n: kept.length })),
    row(sample(line("key-lost", 2.4, "7 5"), sign("M16 3l8 8m0 -8l-8 8", "key-lost")), t("compare.key.lost", { n: lost.length })),
    row(sample(line("key-new", 2.6), sign("M14.5 7h11m-5.5 -5.5v11", "key-new")), t("compare.key.new", { n: fresh.length })))];
}
