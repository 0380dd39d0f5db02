// The answer in words and numbers: the way now and as it was, why it changed, what would give it back, its reports.

function showAnswer(state) {
  byId("headline").replaceChildren(...headlineParts(state));
  byId("answer").replaceChildren(...[sentencePart(state), causePart(state), reliefPart(state), stepsPart(state), reportsPart(state), caveat(state)].filter(Boolean));
}

/** The sentence that tells what the closures changed; a hint while nothing is shut. */
function mainSentence(state) {
  const { answer, before, data } = state;
  if (!state.shut.size) return answer.legs ? t("explore.none_shut") : t("explore.none_open", { origin: state.nameOf(answer.origin) });
  return sentenceOf(data.sentences, before, answer, { by: data.objectives[state.objective], closed: shutList(state).map(({ id }) => id), nameOf: state.nameFor });
}

function headlineText(state) {
  const { data } = state;
  return t(`explore.way.${data.objectives[state.objective]}`, { origin: cut(state.nameOf(data.origins[state.origin]), 60), year: String(data.years[state.at].year) });
}

function headlineParts(state) {
  const { answer, before } = state;
  const changed = state.shut.size && before.way !== answer.way;
  const title = el("h2", { id: "headline-title", text: headlineText(state) });
  if (!answer.legs) return [title, el("p", { class: "no-way", text: t("explore.none") })];
  const was = (value, now) => {
    if (!changed || !before.legs) return null;
    return el("span", { class: "was", text: value === now ? t("explore.same") : t("explore.was", { value }) });
  };
  const figure = (key, value, more, old) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, el("strong", { text: value }), more ? el("span", { class: "faint", text: ` ${more}` }) : null, was(old, value)));
  return [title, el("dl", { class: "figures" },
    figure("path.length", kmText(answer.km), null, before.legs && kmText(before.km)),
    figure("path.moving", daysText(answer.days), null, before.legs && daysText(before.days)),
    figure("path.risk", answer.risk, `${answer.low}–${answer.high}`, before.legs && before.risk)),
  state.shut.size ? "" : el("p", { class: "tap-hint", text: t("explore.tap") })];
}

/** The sentence, and the way in short: borders crossed, and where it leaves the ground. */
function sentencePart(state) {
  return el("section", { class: "block" },
    el("p", { class: state.shut.size ? "sentence" : "sentence hint", id: "sentence", text: mainSentence(state) }), state.answer.legs ? wayFacts(state) : null);
}

function wayFacts(state) {
  const { answer } = state;
  const fact = (key, text) => el("div", {}, el("dt", { text: t(key) }), el("dd", { text }));
  return el("dl", { class: "way-facts" },
    answer.exit ? fact("explore.out", t(`explore.out.${answer.exit[1]}`, { country: state.countryName(answer.exit[0]) })) : null,
    fact("explore.crossed", answer.borders.length ? answer.borders.map((border) => borderWords(state, border)).join(", ") : t("explore.no_borders")));
}

function borderWords(state, border) {
  return border.split(":").map((code) => state.countryName(code)).join(" → ");
}

/** The closures that the walk met: they changed the way, or cut it off. */
function causePart(state) {
  const { answer } = state;
  if (!answer.met.length) return null;
  const key = answer.legs ? "explore.cause" : "explore.cut";
  return el("section", { class: "block", id: "cause" }, el("h3", { text: t(key) }),
    el("ul", { class: "chips" }, answer.met.map((i) => el("li", { class: "chip shut-chip" }, said(closureName(state, state.data.closures[i]))))),
    answer.met.length > 1 || answer.met.length < state.shut.size ? el("p", { class: "faint", text: t(answer.legs ? "explore.cause_note" : "explore.cut_note", { n: answer.met.length }) }) : null);
}

/** Beside every loss what would undo it: which of the closures, opened alone, gives what back. */
function reliefPart(state) {
  if (!state.shut.size || state.before.way === state.answer.way) return null;
  const found = reliefOf(state);
  const rows = found.map(({ closure, answer, back }) => {
    const name = closureName(state, state.data.closures[closure]);
    const what = t(back ? "explore.relief.back" : state.answer.legs ? "explore.relief.other" : "explore.relief.way");
    return el("li", {}, el("div", {}, el("strong", {}, said(name)), el("div", { text: t("explore.relief.line", { what, km: kmText(answer.km), risk: answer.risk }) })),
      el("button", { type: "button", class: "quiet", "aria-label": t("explore.reopen_long", { name }), text: t("explore.reopen"), on: { click: () => toggleClosure(state, closure) } }));
  });
  return el("section", { class: "block", id: "relief" }, el("h3", { text: t("explore.relief") }),
    rows.length ? el("ul", { class: "relief" }, rows) : el("p", { text: t("explore.relief.none") }));
}

/** The way as a list of places, with how one goes on from each. */
function stepsPart(state) {
  const { answer, data } = state;
  if (!answer.legs || !answer.numbers.length) return null;
  const stop = (id, leg) => {
    const { place } = state.placeById.get(id);
    return el("li", { class: `step ${place.kind}` }, el("span", { class: "stop" }, inLang(cut(nameIn(place).text, 60), nameIn(place).lang)),
      leg ? el("span", { class: "faint", text: leg.mode === "entry" ? modeName(leg.mode) : t("explore.step", { mode: modeName(leg.mode), km: kmText(Math.round(leg.km)) }) }) : null);
  };
  const legs = answer.numbers.map((i) => data.legs[i]);
  return el("section", { class: "block", id: "steps" }, el("h3", { text: t("explore.steps") }),
    el("ol", { class: "way-steps" }, stop(legs[0].u, legs[0]), legs.map((leg, i) => stop(leg.v, legs[i + 1]))));
}

function reportsPart(state) {
  const { answer, data } = state;
  if (!answer.reports.length) return null;
  const ids = Object.keys(data.reports);
  const open = byId("reports")?.open || false;
  const label = t("explore.reports_list");
  return el("details", { class: "block", id: "reports", open }, el("summary", {}, el("strong", { text: t("explore.reports", { n: answer.reports.length }) })),
    el("ul", { class: "report-list cites", tabindex: "0", "aria-label": label }, answer.reports.map((i) => {
      const report = data.reports[ids[i]];
      return el("li", {}, source(report.cite), " ", link(report.url));
    })));
}

function caveat(state) {
  const safest = state.data.objectives[state.objective] === "risk";
  return el("p", { class: "block faint", text: t(safest ? "path.safest" : "path.other", { day: asOf(state) }) });
}
