// Answers: the trees that were computed before, walked. Nothing is searched here.
//
// A node is [way, closure, node, closure, node, ...]; way -1 is no way through. The answer to a set of
// closures is found by going from node 0 to the first pair whose closure is in the set, until there is none.

/** Walk a tree: the way, or -1, and the closures met, which are what changed the answer. */
function walkTree(nodes, shut) {
  const met = [];
  let node = nodes[0];
  for (;;) {
    let next = 1;
    while (next < node.length && !shut.has(node[next])) next += 2;
    if (next >= node.length) return { way: node[0], met };
    met.push(node[next]);
    node = nodes[node[next + 1]];
  }
}

/** The answer for some closures in the year, from the origin and by the objective that are chosen. */
function answerTo(state, shut, at = state.at) {
  const { data } = state;
  const year = data.years[at];
  const { way, met } = walkTree(year.trees[state.origin][state.objective], shut);
  const origin = data.origins[state.origin];
  if (way < 0) return { way, met, origin, numbers: [], legs: null, reports: [] };
  const [km, days, [risk, low, high], cost, borders, exit, reports] = year.totals[way];
  const numbers = data.ways[way];
  return {
    way, met, origin, numbers, km, days, risk, low, high, cost, borders, exit, reports,
    legs: numbers.map((i) => [data.legs[i].u, data.legs[i].v, data.legs[i].mode]),
  };
}

/** Of the shut closures, those that would change the answer if they alone were open again, with what it would be. */
function reliefOf(state) {
  const now = state.answer;
  return [...state.shut].sort((a, b) => a - b).flatMap((closure) => {
    const rest = new Set(state.shut);
    rest.delete(closure);
    const answer = answerTo(state, rest);
    return answer.way === now.way ? [] : [{ closure, answer, back: answer.way === state.before.way }];
  });
}
