// What is chosen: one of the comparisons, origin, destination, objective, and what the map shows of the two sides.
// It stands in the address (#c=2&o=onsong&b=risk&v=swipe&lang=ko), so that it can be passed on.

const VIEWS = ["before", "after", "both", "swipe"];

/** Take what is chosen from the address; what it does not name, or names wrongly, is as it was at first. */
function readComparison(state) {
  const { data } = state;
  const given = new URLSearchParams(location.hash.slice(1));
  const known = (list, value, otherwise) => (list.includes(value) ? list.indexOf(value) : otherwise);
  state.origin = known(data.origins, given.get("o"), 0);
  state.destination = known(data.destinations, given.get("d"), 0);
  state.objective = known(data.objectives, given.get("b"), Math.max(0, data.objectives.indexOf("risk")));
  state.at = known(data.cases.map((_, i) => String(i + 1)), given.get("c"), 0);
  state.view = VIEWS.includes(given.get("v")) ? given.get("v") : "both";
  return LANGUAGES.includes(given.get("lang")) ? given.get("lang") : "en";
}

/** Write what is chosen into the address, without a step in the history. */
function writeComparison(state) {
  const { data } = state;
  const parts = new URLSearchParams();
  if (data.cases.length > 1) parts.set("c", String(state.at + 1));
  parts.set("o", data.origins[state.origin]);
  if (data.destinations.length > 1) parts.set("d", data.destinations[state.destination]);
  parts.set("b", data.objectives[state.objective]);
  parts.set("v", state.view);
  if (LANG !== "en") parts.set("lang", LANG);
  const wanted = `#${parts}`;
  if (location.hash !== wanted) history.replaceState(null, "", wanted);
}

/** The comparison that is chosen: one scenario or network against the baseline. */
function chosenCase(state) {
  return state.data.cases[state.at];
}

/** The place of a difference in the lists of ways: by origin, destination and objective. */
function differenceAt({ data }, origin, destination, objective) {
  return (origin * data.destinations.length + destination) * data.objectives.length + objective;
}

/** What is compared for an origin, a destination and an objective: the difference, and the ways before and after. */
function compared(state, origin = state.origin, destination = state.destination, objective = state.objective) {
  const at = differenceAt(state, origin, destination, objective);
  const difference = chosenCase(state).differences[at];
  return { difference, before: state.data.before[at], after: difference.after };
}

/** Texts that come in both languages. */
function inBoth(texts) {
  return texts[LANGUAGES.indexOf(LANG)];
}

/** The name of what is compared: the scenario's own, else what it supposes or the date, in words. */
function caseName(one) {
  if (one.name) return one.name;
  const dated = !one.supposed && !one.words.length;
  return dated ? t("compare.side", { day: LANG === "ko" ? dayText(one.as_of) : one.as_of_text }) : inBoth(one.openings);
}
