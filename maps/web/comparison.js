// Start of the comparison: one state, and one function by which everything that is chosen goes.

function startComparison() {
  const state = pageState("comparison-data");
  const { map } = state;
  Object.assign(state, { markBoxes: [], baseScenario: state.data.meta.scenario });
  LANG = readComparison(state);
  frameMap(state);
  makeSides(state);
  makeExplorerPlaces(state);
  makeSwipe(state);
  makeComparisonLanguages(state);
  update(state, { all: true });
  followParts();
  map.on("moveend", () => showPlaces(state));
  window.addEventListener("hashchange", () => {
    const lang = readComparison(state);
    if (lang !== LANG) turnComparison(state, lang);
    else update(state, { spoken: true, all: true });
  });
  window.addEventListener("beforeprint", () => preparePrint(map));
  document.documentElement.dataset.ready = "true";
}

/** All that changes what is chosen comes through here. */
function choose(state, changes) {
  Object.assign(state, changes);
  update(state, { spoken: true, all: "at" in changes });
}

/** Show what is chosen; the tables and the foot only change with what is compared. */
function update(state, { spoken = false, all = false } = {}) {
  const { before, after } = compared(state);
  // places on the way that is drawn thick stand out; those on the other one step back
  const numbers = (way, side) => (way && (state.view === side || state.view === "both" || state.view === "swipe") ? way.legs : []);
  state.before = { numbers: numbers(before, "before") };
  state.answer = { numbers: state.view === "before" ? state.before.numbers : numbers(after, "after") };
  if (all) {
    tellHead(state);
    showComparisonTables(state);
    byId("about").replaceChildren();
    Object.assign(state.data.meta, { scenario: [chosenCase(state).label] });
    makeAbout(state);
  }
  showComparisonControls(state);
  nameSides(state);
  drawSides(state);
  showSwipe(state);
  showPlaces(state);
  showDifference(state);
  markRow(state);
  writeComparison(state);
  if (spoken) state.say(t("compare.shown", { heading: differenceTitle(state), sentence: inBoth(compared(state).difference.said) }));
}

/** Places and names, each on the side on which its way is. */
function showPlaces(state) {
  showStops(state);
  partStops(state);
  state.markBoxes = sideBoxes(state);
  nameStops(state);
}

// both languages ----------------------------------------------------------------------------

function makeComparisonLanguages(state) {
  for (const button of document.querySelectorAll(".languages button")) {
    button.addEventListener("click", () => {
      if (button.lang === LANG) return;
      turnComparison(state, button.lang);
      state.say(t("page.now_in"));
    });
  }
  sayFixed(state);
  makeComparisonControls(state);
}

function turnComparison(state, lang) {
  LANG = lang;
  const open = [...document.querySelectorAll("details")].map((part) => part.open);
  sayFixed(state);
  byId("panel").replaceChildren();
  makeComparisonControls(state);
  update(state, { all: true });
  [...document.querySelectorAll("details")].forEach((part, i) => { part.open = open[i]; });
}

/** The words at the head of the page: what is compared with what. */
function tellHead(state) {
  const one = chosenCase(state);
  const opening = one.name ? inBoth(one.openings) : caseName(one);
  document.title = t("compare.title", { opening, title: state.data.meta.title });
  byId("title").replaceChildren(said(opening));
  byId("subtitle").replaceChildren(t("compare.subtitle", { day: asOf(state) }), ...(one.name ? [" · ", said(one.name)] : []));
}

startComparison();
