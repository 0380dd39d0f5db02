// What can be chosen: origin, objective, year, and what is shut.

function makeControls(state) {
  const { data } = state;
  const origin = el("select", { id: "origin", on: { change: () => choose(state, { origin: origin.selectedIndex }) } },
    data.origins.map((id) => el("option", { value: id, text: cut(state.nameOf(id), 60) })));
  const by = el("fieldset", { class: "segmented" }, el("legend", { text: t("explore.by") }), data.objectives.map((name, i) => el("label", { class: "choice" },
    el("input", { type: "radio", name: "by", value: name, on: { change: () => choose(state, { objective: i }) } }), el("span", { text: word("explore.by", name) }))));
  const last = data.years.length - 1;
  const year = el("input", {
    type: "range", id: "year", min: "0", max: String(last), step: "1", "aria-describedby": "year-hint",
    on: { input: () => choose(state, { at: Number(year.value) }) },
  });
  const shown = el("output", { for: "year", id: "year-shown" });
  const strip = svg("svg", { class: "year-strip", id: "year-strip", viewBox: `0 0 ${data.years.length * 10} 30`, preserveAspectRatio: "none", "aria-hidden": "true" });
  strip.addEventListener("click", (event) => {
    const box = strip.getBoundingClientRect();
    choose(state, { at: Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * data.years.length))) });
  });
  const box = el("details", { class: "group shut-list", open: !narrow.matches }, el("summary", {}, el("h2", { text: t("explore.shut_list") }), el("span", { id: "shut-count" })),
    el("p", { class: "faint", text: t("explore.shut_hint") }),
    el("ul", { class: "closures", "aria-label": t("explore.shut_list") }, data.closures.map((closure, i) => closureRow(state, closure, i))),
    el("button", { type: "button", class: "quiet", id: "open-all", text: t("explore.open_all"), on: { click: () => choose(state, { shut: new Set() }) } }));
  byId("panel").append(
    el("div", { class: "ask" },
      el("div", { class: "group" }, el("label", { for: "origin", class: "name", text: t("explore.from") }), origin),
      el("div", { class: "group" }, by)),
    el("div", { class: "group years" }, el("div", { class: "year-head" }, el("label", { for: "year", class: "name", text: t("explore.year") }), shown), strip, year,
      el("p", { class: "year-ends", "aria-hidden": "true" }, el("span", { text: String(data.years[0].year) }), el("span", { text: String(data.years[last].year) })),
      el("p", { class: "faint", id: "year-hint", text: t("explore.year_hint") })),
    box, explorerLegend());
}

function closureRow(state, closure, i) {
  const box = el("input", { type: "checkbox", value: closure.id, on: { change: () => toggleClosure(state, i) } });
  return el("li", { class: "closure" }, el("label", { class: "check" }, box, el("span", { class: "closure-name" }, said(closureName(state, closure))), el("span", { class: "closure-state" })));
}

/** Let the controls say what is chosen, however it was chosen. */
function showControls(state) {
  const { data } = state;
  byId("origin").selectedIndex = state.origin;
  for (const [i, input] of document.querySelectorAll("input[name=by]").entries()) input.checked = i === state.objective;
  const { year } = data.years[state.at];
  setProps(byId("year"), { "aria-valuetext": String(year) });
  byId("year").value = String(state.at);
  byId("year-shown").textContent = String(year);
  byId("shut-count").textContent = state.shut.size ? t("explore.shut_n", { n: state.shut.size }) : "";
  byId("open-all").hidden = !state.shut.size;
  for (const [i, row] of document.querySelectorAll(".closure").entries()) {
    const now = closureState(state, i);
    row.querySelector("input").checked = state.shut.has(i);
    row.classList.toggle("shut", state.shut.has(i));
    row.classList.toggle("unused", now.name !== "open");
    row.classList.toggle("passed", state.passed.has(i));
    row.querySelector(".closure-state").replaceChildren(
      ...(state.passed.has(i) ? [el("span", { class: "unseen", text: `${t("explore.on_way")}, ` })] : []), el("span", { text: now.text }),
      svg("svg", { width: 16, height: 12, class: "level-bars", "aria-hidden": "true" }, levelBars(now.level, 8, 6)));
  }
  showYears(state);
}

/** A bar a year: the risk index of the best way with what is shut; a cross where there is none. */
function showYears(state) {
  const most = Math.max(...state.data.years.flatMap(({ totals }) => Object.values(totals).map((total) => Number(total[2][0]))), 0.01);
  const bars = state.data.years.map((_, at) => {
    const { way, risk } = answerTo(state, state.shut, at);
    const x = at * 10;
    const here = at === state.at ? " here" : "";
    if (way < 0) return svg("path", { d: `M${x + 3} 22l4 6m0 -6l-4 6`, class: `year-none${here}`, "vector-effect": "non-scaling-stroke" });
    const height = Math.max(1.5, (28 * Number(risk)) / most);
    return svg("rect", { x: x + 1.5, y: 29 - height, width: 7, height, class: `year-bar${here}` });
  });
  byId("year-strip").replaceChildren(svg("path", { d: `M0 29.5H${state.data.years.length * 10}`, class: "year-base" }), ...bars);
}

function explorerLegend() {
  const row = (sample, key) => el("li", {}, el("span", { class: "key" }, sample), el("span", { text: t(key) }));
  const line = (...parts) => svg("svg", { width: 40, height: 14, viewBox: "0 0 40 14", class: "sample", "aria-hidden": "true" }, parts.map(([className, width, dash]) => svg("path", { d: "M2 7H38", class: className, fill: "none", "stroke-width": width, "stroke-dasharray": dash || null })));
  return el("details", { class: "group legend", id: "legend", open: !narrow.matches }, el("summary", {}, el("h2", { text: t("explore.legend") })), el("ul", { class: "keys" },
    row(line(["way-line casing", 8], ["way-line key-line", 5]), "explore.key.way"),
    row(line(["before-line key-line", 2.2]), "explore.key.before"),
    row(line(["context-line key-line", 1.6]), "explore.key.legs"),
    row(gateSign({ shut: false, now: { name: "open", level: 4 }, passed: false }), "explore.key.border"),
    row(gateSign({ shut: false, now: { name: "open", level: 2 }, passed: true }), "explore.key.passed"),
    row(gateSign({ shut: false, now: { name: "open", level: 0 }, passed: false, flag: true }), "explore.key.missions"),
    row(gateSign({ shut: false, now: { name: "unused", level: 0 }, passed: false }), "explore.key.unused"),
    row(gateSign({ shut: true, now: { name: "open", level: 4 }, passed: false }), "explore.key.shut")));
}
