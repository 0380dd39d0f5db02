// Start of the explorer: one state, and one function by which everything that is chosen goes.

function startExplorer() {
  const state = pageState("explorer-data");
  const { map } = state;
  LANG = readChoice(state);
  frameMap(state);
  makeExplorerLines(state);
  makeBorders(state);
  makeExplorerPlaces(state);
  makeExplorerLanguages(state);
  update(state);
  followParts();
  map.on("zoomend", () => { showStops(state); placeGates(state); });
  map.on("moveend", () => nameStops(state));
  window.addEventListener("hashchange", () => {
    const lang = readChoice(state);
    if (lang !== LANG) turnExplorer(state, lang);
    else update(state, { spoken: true });
  });
  window.addEventListener("beforeprint", () => preparePrint(map));
  document.documentElement.dataset.ready = "true";
}

/** All that changes what is chosen comes through here. */
function choose(state, changes) {
  const began = performance.now();
  Object.assign(state, changes);
  update(state, { spoken: true });
  state.took = performance.now() - began; // measured by a test
}

function toggleClosure(state, index) {
  const shut = new Set(state.shut);
  if (!shut.delete(index)) shut.add(index);
  choose(state, { shut });
}

function update(state, { spoken = false } = {}) {
  const year = state.data.years[state.at];
  Object.assign(state.data.meta, { as_of: year.as_of, as_of_text: year.as_of_text, scenario: shutList(state).map(({ id }) => `${id} closed`) });
  state.before = answerTo(state, new Set());
  state.answer = answerTo(state, state.shut);
  showBorders(state);
  drawWays(state);
  showStops(state);
  placeGates(state);
  showControls(state);
  const focused = document.activeElement?.closest("#answer, #headline");
  showAnswer(state);
  if (focused && !document.activeElement.closest("#answer, #headline")) byId("answer").focus({ preventScroll: true });
  nameStops(state);
  byId("about").replaceChildren();
  makeAbout(state);
  writeChoice(state);
  if (spoken) state.say([headlineText(state), mainSentence(state)].join(". "));
}

// both languages ----------------------------------------------------------------------------

function makeExplorerLanguages(state) {
  for (const button of document.querySelectorAll(".languages button")) {
    button.addEventListener("click", () => {
      if (button.lang === LANG) return;
      turnExplorer(state, button.lang);
      state.say(t("page.now_in"));
    });
  }
  sayExplorer(state);
  makeControls(state);
}

function turnExplorer(state, lang) {
  LANG = lang;
  const open = [...byId("panel").querySelectorAll("details")].map((part) => part.open);
  sayExplorer(state);
  byId("panel").replaceChildren();
  makeControls(state);
  [...byId("panel").querySelectorAll("details")].forEach((part, i) => { part.open = open[i]; });
  update(state);
}

function sayExplorer(state) {
  sayFixed(state);
  const { title } = state.data.meta;
  document.title = t("explore.title", { title });
  byId("title").textContent = t("explore.heading");
  byId("subtitle").replaceChildren(t("explore.subtitle"));
}

startExplorer();
