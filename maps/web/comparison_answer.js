// One difference in words and numbers: the way before and after, the sentence, why, what all ways pass, what would help.

function showDifference(state) {
  byId("headline").replaceChildren(...differenceHead(state));
  byId("answer").replaceChildren(...[
    saidPart(state), brokenPart(state), passedPart(state), helpPart(state), restsPart(state), differenceCaveat(state),
  ].filter(Boolean));
}

function differenceTitle(state) {
  const { data } = state;
  const by = data.objectives[state.objective];
  const origin = cut(state.nameOf(data.origins[state.origin]), 60);
  const key = WORDS[`compare.way.${by}`] ? `compare.way.${by}` : "compare.way.other";
  const way = t(key, { origin, by });
  return data.destinations.length > 1 ? t("compare.way_to", { way, destination: cut(state.nameOf(data.destinations[state.destination]), 60) }) : way;
}

function rangeOf([, low, high]) {
  return `${low}–${high}`;
}

function differenceHead(state) {
  const { before, after } = compared(state);
  const title = el("h2", { id: "headline-title", text: differenceTitle(state) });
  const was = before && t("compare.was_way", { km: kmText(before.km), risk: before.risk[0], range: rangeOf(before.risk) });
  if (!after) return [title, el("p", { class: "no-way", text: t("explore.none") }), el("p", { class: "was", text: was || t("compare.none_before") })];
  const figure = (key, textOf, moreOf) => {
    const value = textOf(after);
    const more = moreOf ? moreOf(after) : null;
    const whole = (way) => [textOf(way), moreOf && `(${moreOf(way)})`].filter(Boolean).join(" ");
    const old = before && whole(before);
    const same = old === whole(after);
    return el("div", {}, el("dt", { text: t(key) }), el("dd", {}, el("strong", { text: value }), more ? el("span", { class: "faint", text: ` ${more}` }) : null,
      old ? el("span", { class: "was", text: same ? t("explore.same") : t("explore.was", { value: old }) }) : null));
  };
  return [title, el("dl", { class: "figures" },
    figure("path.length", (way) => kmText(way.km)), figure("path.moving", (way) => daysText(way.days)), figure("path.risk", (way) => way.risk[0], (way) => rangeOf(way.risk))),
  before ? null : el("p", { class: "was", text: t("compare.new_way") })].filter(Boolean);
}

/** The sentence and the margin as the comparison gives them, and the way in short. */
function saidPart(state) {
  const { difference, before, after } = compared(state);
  const fact = (key, textOf) => {
    const [old, now] = [before, after].map((way) => (way ? textOf(way) : null));
    if (old === null && now === null) return null;
    return el("div", {}, el("dt", { text: t(key) }), old === now ? el("dd", { text: now }) : [
      el("dd", { text: now ?? t("compare.none") }), el("dd", { class: "was", text: old === null ? t("compare.new_way") : t("explore.was", { value: old }) })]);
  };
  return el("section", { class: "block" },
    el("p", { class: "sentence", id: "sentence" }, said(inBoth(difference.said))),
    inBoth(difference.margin) ? el("p", { class: "margin" }, said(inBoth(difference.margin))) : null,
    after || !difference.reason ? null : el("p", { class: "margin" }, source(difference.reason)),
    el("dl", { class: "way-facts" }, fact("explore.out", (way) => exitText(state, way)), fact("explore.crossed", (way) => crossedText(state, way))));
}

function exitText(state, { exit }) {
  return exit ? t(`explore.out.${exit[1]}`, { country: state.countryName(exit[0]) }) : t("compare.none");
}

function crossedText(state, { borders }) {
  return borders.length ? borders.map((border) => border.split(":").map((code) => state.countryName(code)).join(" → ")).join(", ") : t("explore.no_borders");
}

/** The legs of the former way that are not open any more, each with what shut it. */
function brokenPart(state) {
  const { difference } = compared(state);
  if (!difference.broken.length) return null;
  const lost = new Map(chosenCase(state).lost.map((one) => [one[0], one]));
  return el("section", { class: "block", id: "broken" }, el("h3", { text: t("compare.why") }), el("ul", { class: "told" }, difference.broken.map((i) => {
    const { leg } = state.legs[i];
    return el("li", {}, el("strong", {}, said(cut(legName(state, leg), 120))), ` (${modeName(leg.mode)}): `, changeReason(state, lost.get(i) || [i, ""]));
  })));
}

function passedFor(state, origin, destination) {
  const { data } = state;
  return chosenCase(state).passed.find((one) => one.origin === data.origins[origin] && one.destination === data.destinations[destination]);
}

/** Countries and borders by name. */
function targetsText(state, targets) {
  return targets.map((target) => target.split("-").map((code) => state.countryName(code)).join("–")).join(", ");
}

function passedPart(state) {
  const { before, after } = compared(state);
  if (!before || !after) return null;
  const found = passedFor(state, state.origin, state.destination);
  const line = (key, targets) => (targets.length ? el("li", { text: t(key, { names: targetsText(state, targets) }) }) : null);
  return el("section", { class: "block", id: "passes" }, el("h3", { text: t("compare.passed") }),
    found ? el("ul", { class: "told" }, line("compare.appear", found.appear), line("compare.vanish", found.vanish)) : el("p", { class: "faint", text: t("compare.passed.none") }));
}

function reliefName(state, { target, how }) {
  return t(`compare.how.${how}`, { target: closedName(state.data.sentences, target, state.nameFor) });
}

/** Beside every loss what would undo it, for this origin. */
function helpPart(state) {
  const origin = state.data.origins[state.origin];
  const found = chosenCase(state).reliefs.flatMap((relief) => relief.gains.filter((gain) => gain.origin === origin).map((gain) => ({ relief, gain })));
  const list = (some) => el("ul", { class: "told" }, some.map(({ relief, gain }) => el("li", {}, el("strong", {}, said(capital(reliefName(state, relief)))), el("div", { text: gainText(gain) }))));
  const opened = found.filter(({ relief }) => relief.how !== "safe");
  const safe = found.filter(({ relief }) => relief.how === "safe");
  return el("section", { class: "block", id: "help" }, el("h3", { text: t("compare.relief.heading") }),
    found.length ? null : el("p", { text: t("compare.relief.none") }), opened.length ? list(opened) : null,
    safe.length && opened.length ? el("details", { class: "also" }, el("summary", { text: t("compare.relief.safe", { n: safe.length }) }), list(safe)) : list(safe));
}

/** A text as it stands at the beginning of a line. */
function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function restsPart(state) {
  const ids = Object.keys(state.data.reports);
  const { before, after } = compared(state);
  const list = (way, when) => {
    if (!way?.reports.length) return null;
    const summary = t("compare.reports", { when: t(`compare.${when}`), n: way.reports.length });
    return el("details", { class: "rests" }, el("summary", {}, el("strong", { text: capital(summary) })),
      el("ul", { class: "report-list cites", tabindex: "0", "aria-label": summary }, way.reports.map((i) => {
        const report = state.data.reports[ids[i]];
        return el("li", {}, source(report.cite), " ", link(report.url));
      })));
  };
  const parts = [list(after, "after"), list(before, "before")].filter(Boolean);
  return parts.length ? el("section", { class: "block", id: "rests" }, parts) : null;
}

function differenceCaveat(state) {
  const key = state.data.objectives[state.objective] === "risk" ? "path.safest" : "path.other";
  const one = chosenCase(state);
  const days = [...new Set([[state.data.meta.as_of, state.data.meta.as_of_text], [one.as_of, one.as_of_text]].map(([iso, text]) => (LANG === "ko" ? dayText(iso) : text)))];
  return el("p", { class: "block faint", text: t(key, { day: days.join(" / ") }) });
}
