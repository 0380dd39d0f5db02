// What changed from one answer to another, in a sentence: the same templates and the same steps as
// analysis/comparison/sentences.py (and openings.py), whose header tells the algorithm. Nothing is formatted but whole km.

/** Fill a template; braces in what fills it mean nothing. */
function fillSentence(sentences, key, slots) {
  return sentences.templates[key][LANG].replace(/\{(\w+)\}/g, (_, name) => slots[name]);
}

/** Tell what changed: answers are { origin, legs: [[from, to, mode]] or null, km, risk, cost, borders, exit: [country, manner] or null }. */
function sentenceOf(sentences, before, after, { by, closed, nameOf }) {
  const fill = (key, slots = {}) => fillSentence(sentences, key, slots);
  const kind = sentenceCase(before, after);
  const told = kind === "cut_off" ? before : after;
  const slots = {
    opening: closedOpening(sentences, closed, nameOf), origin: nameOf(before.origin), best: fill(`best.${by}`), km: wholeKm(told.km),
    before: before.risk, after: after.risk, exit: exitWords(fill, sentences, before, after, kind, nameOf), close: "",
  };
  if (kind === "changed" || kind === "weighed") {
    const longer = after.km - before.km;
    slots.length = fill(longer ? `length.${longer > 0 ? "longer" : "shorter"}` : "length.same", { km: wholeKm(Math.abs(longer)) });
    slots.risk = fill(before.risk === after.risk ? "risk.same" : "risk.changed", slots);
  }
  if (kind !== "changed") return fill(kind, slots);
  const place = partingPlace(before, after);
  slots.place = nameOf(place);
  if (Math.abs(after.cost - before.cost) < sentences.close_call) slots.close = fill("close");
  return fill(place === after.origin ? "changed.at_once" : "changed", slots);
}

/** The exit of the way that is told, and the countries through which it newly leads. */
function exitWords(fill, sentences, before, after, kind, nameOf) {
  const told = kind === "cut_off" ? before : after;
  if (!told.exit) return "";
  const [country, manner] = told.exit;
  const by = fill(`by.${manner}`, { country: nameOf(country) });
  if (kind !== "changed" && kind !== "weighed") return fill("exit", { by });
  const entered = (answer) => [...new Set(answer.borders.map((border) => border.split(":")[1]))];
  const others = entered(after).filter((code) => code !== country && !entered(before).includes(code));
  if (others.length) return fill("exit.over", { by, others: joinedNames(sentences, others.map(nameOf)) });
  return fill(String(before.exit) === String(after.exit) ? "exit.still" : "exit.now", { by });
}

function sentenceCase(before, after) {
  if (!after.legs) return before.legs ? "cut_off" : "none";
  if (!before.legs) return "again";
  if (String(before.legs) !== String(after.legs)) return "changed";
  return before.km === after.km && before.risk === after.risk ? "same" : "weighed";
}

/** The place at which the later way leaves the earlier: the end of their common beginning. */
function partingPlace(before, after) {
  let common = 0;
  while (common < before.legs.length && common < after.legs.length && String(before.legs[common]) === String(after.legs[common])) common += 1;
  return common ? after.legs[common - 1][1] : after.origin;
}

function closedOpening(sentences, closed, nameOf) {
  if (!closed.length) return fillSentence(sentences, "opening.nothing", {});
  return fillSentence(sentences, "opening.closed", { closed: listedNames(sentences, closed.map((text) => closedName(sentences, text, nameOf))) });
}

/** A closure as people say it. */
function closedName(sentences, text, nameOf) {
  const fill = (key, slots = {}) => fillSentence(sentences, key, slots);
  const [left, right] = text.split(/@(.*)/s);
  if (right !== undefined) return fill("closed.kind", { kind: sentences.templates[`kind.${left}`] ? fill(`kind.${left}`) : left, country: nameOf(right) });
  const border = /^([A-Z]{3})([-:])([A-Z]{3})$/.exec(text);
  const [first, second] = border ? [border[1], border[3]] : text.split(/:(.*)/s);
  if (second === undefined) return nameOf(text);
  const kind = border ? (border[2] === "-" ? "border" : "directed border") : "leg";
  return fill(`closed.${kind}`, { first: nameOf(first), second: nameOf(second) });
}

function listedNames(sentences, names) {
  const last = names[names.length - 1];
  if (names.length < 2) return last;
  return fillSentence(sentences, "list.last", { others: joinedNames(sentences, names.slice(0, -1)), last });
}

function joinedNames(sentences, names) {
  return names.reduce((others, next) => fillSentence(sentences, "list.others", { others, next }));
}

function wholeKm(km) {
  return String(km).replace(/\B(?=(\d{3})+$)/g, ",");
}
