// Lines of the comparison. There are two sides, the network before and the network after, each in a pane of
// its own that can be clipped. After: legs kept are thin, lost ones dashed with a cross, new ones have a plus.
// Before: all its legs are thin. On each side the best way is drawn thick; where both ways take the same
// road and both are shown, they run side by side.

const LOST_COLOR = "#b3261e";
const NEW_COLOR = "#0d6e62";
const WAYS = { before: { color: "#20262d", width: 3.4, aside: -3 }, after: { color: "#1b4fa3", width: 5, aside: 2.6 } };

/** A mark in the middle of a leg, upright on the screen whatever the direction of the leg. */
const SignLine = OffsetLine.extend({
  options: { noClip: true, smoothFactor: 0, sign: "cross", arm: 5 },
  _project() {
    OffsetLine.prototype._project.call(this);
    const { sign, arm, share } = this.options;
    const arms = sign === "cross" ? [[1, 1], [1, -1]] : [[1.2, 0], [0, 1.2]];
    this._rings = this._rings.flatMap((ring) => {
      const { at } = pointAlong(ring, share || 0.5);
      return arms.map(([x, y]) => [at.subtract([x * arm, y * arm]), at.add([x * arm, y * arm])]);
    });
  },
});

function makeSides(state) {
  const { map, data } = state;
  state.renderers = { hits: makePane(map, "hits", 440, { interactive: true }) };
  ["before", "after"].forEach((side, i) => {
    const pane = map.createPane(side);
    pane.style.zIndex = 380 + 20 * i;
    pane.style.pointerEvents = "none";
    ["thin", "changed", "way", "marks"].forEach((name, depth) => {
      const inner = map.createPane(`${side}-${name}`, pane);
      inner.style.zIndex = depth + 1;
      inner.style.pointerEvents = "none";
      state.renderers[`${side}-${name}`] = L.svg({ pane: `${side}-${name}`, padding: 0.4 });
    });
  });
  state.legs = data.legs.map((leg, index) => ({ leg, index, points: latlngs(leg.line) }));
  state.drawn = [];
}

/** Draw both sides, as far as the view shows them. */
function drawSides(state) {
  for (const line of state.drawn) line.remove();
  state.drawn = [];
  const { data, view } = state;
  const { kept, lost, new: fresh } = chosenCase(state);
  const { before, after } = compared(state);
  const on = { before: new Set(before?.legs), after: new Set(after?.legs) };
  const both = view === "both";
  const thin = (side, numbers) => numbers.filter((i) => !on[side].has(i) && !(both && on.before.has(i))).flatMap((i) => thinLine(state, side, i));
  if (view === "before" || view === "swipe") state.drawn.push(...thin("before", [...kept, ...lost.map(([i]) => i)]));
  if (view !== "before") {
    state.drawn.push(...thin("after", kept), ...lost.flatMap(([i]) => lostLines(state, i)), ...fresh.flatMap(([i]) => newLines(state, i, on.after.has(i))));
  }
  const road = (i) => {
    const { u, v, mode } = data.legs[i];
    return JSON.stringify([...[u, v].sort(), mode === "air" || mode === "sea" ? mode : "surface"]);
  };
  const roads = { before: new Set([...on.before].map(road)), after: new Set([...on.after].map(road)) };
  for (const [side, other] of [["before", "after"], ["after", "before"]]) {
    if (view !== side && view !== "both" && view !== "swipe") continue;
    for (const i of on[side]) state.drawn.push(...wayLines(state, side, i, both && roads[other].has(road(i))));
  }
  state.drawn.push(...hitLines(state));
  for (const line of state.drawn) line.addTo(state.map);
}

function thinLine(state, side, i) {
  const { leg, points } = state.legs[i];
  const air = leg.mode === "air";
  return [new OffsetLine(points, { ...legOptions(state, leg), renderer: state.renderers[`${side}-thin`], className: "context-line", weight: air ? 1 : 1.6, opacity: 1, dashArray: air ? "1.5 4" : null })];
}

function lostLines(state, i) {
  const { leg, points } = state.legs[i];
  const options = { ...legOptions(state, leg), color: LOST_COLOR, opacity: 1 };
  return [
    new OffsetLine(points, { ...options, renderer: state.renderers["after-changed"], className: "lost-line", weight: leg.mode === "air" ? 1.6 : 2.4, dashArray: "7 5" }),
    ...signLines(state, options, i, "cross"),
  ];
}

function newLines(state, i, onWay) {
  const { leg, points } = state.legs[i];
  const options = { ...legOptions(state, leg), color: NEW_COLOR, opacity: 1 };
  const line = new OffsetLine(points, { ...options, renderer: state.renderers["after-changed"], className: "new-line", weight: leg.mode === "air" ? 1.4 : 2.6, dashArray: leg.mode === "air" ? "1.5 4" : null });
  return [...(onWay ? [] : [line]), ...signLines(state, options, i, "plus")];
}

/** The sign that tells without colour what became of a leg, on a white ground. */
function signLines(state, options, i, sign) {
  const { leg, points } = state.legs[i];
  const share = leg.mode === "air" ? 0.36 : 0.5;
  const line = (extra) => new SignLine(points, { ...options, renderer: state.renderers["after-marks"], sign, share, fill: false, lineCap: "round", ...extra });
  return [line({ className: `sign casing-of ${sign}`, color: "#fff", weight: 5.5 }), line({ className: `sign ${sign}`, weight: 2.4 })];
}

/** A leg of a best way; `shared` if the other way takes the same road and is shown too. */
function wayLines(state, side, i, shared) {
  const { leg, points } = state.legs[i];
  const { color, width, aside } = WAYS[side];
  const mode = MODES[leg.mode] || MODES.unspecified;
  const direction = [leg.u, leg.v].sort()[0] === leg.u ? 1 : -1;
  const offset = shared ? aside * direction : 0;
  const options = { ...legOptions(state, leg), opacity: 1, offset, renderer: state.renderers[`${side}-way`] };
  const lines = [new OffsetLine(points, { ...options, className: `way-line ${side}`, color, weight: width * Math.max(0.8, mode.weight), dashArray: mode.dash, lineCap: mode.round ? "round" : "butt" })];
  // of two ways side by side the lower one bears the white ground of both
  if (!shared || side === "before") lines.unshift(new OffsetLine(points, { ...options, offset: 0, className: "way-line casing", weight: width + (shared ? 9 : 4), lineCap: "round" }));
  if (leg.mode !== "entry" && !(shared && side === "before")) {
    lines.push(new ChevronLine(points, { ...options, renderer: state.renderers[`${side}-marks`], color, weight: 2, fill: false, reach: 7, count: 1, className: "chevrons", minLength: 40, share: leg.mode === "air" ? 0.42 : 0.62 }));
  }
  return lines;
}

/** Unseen lines under which every leg says what it is, to a pointer; the tables say it to all. */
function hitLines(state) {
  const { kept, lost, new: fresh } = chosenCase(state);
  const hit = (i, status, reason) => {
    const { leg, points } = state.legs[i];
    const line = new OffsetLine(points, { ...legOptions(state, leg), renderer: state.renderers.hits, weight: 13, opacity: 0, interactive: true, className: "hint" });
    line.on("add", () => line.getElement().setAttribute("tabindex", "-1")); // a tooltip would make each a stop for the keyboard
    return line.bindTooltip(() => el("div", {}, el("strong", {}, said(cut(legName(state, leg), 90))),
      el("div", { text: `${modeName(leg.mode)} · ${kmText(leg.km)}` }),
      el("div", { class: "faint" }, t(`compare.tip.${status}`), reason ? [": ", reason] : null)), { sticky: true, className: "tip", opacity: 1, direction: "top", offset: [0, -8] });
  };
  return [
    ...kept.map((i) => hit(i, "kept", null)),
    ...lost.map((one) => hit(one[0], "lost", changeReason(state, one))),
    ...fresh.map((one) => hit(one[0], "new", one[1] ? tell("compare.new_since", { reason: changeReason(state, one) }) : null)),
  ];
}

/** Why a leg is not open on the side that lacks it: [number, reason, first, last], in the page's language where it can be. */
function changeReason(state, [, reason, first, last]) {
  if (!reason) return t("compare.unknown");
  if (LANG === "ko" && reason.startsWith("not reported before")) return t("card.before", { day: dayText(first) });
  if (LANG === "ko" && reason.startsWith("no longer reported")) return t("card.after", { day: dayText(last) });
  const [, closed] = /^scenario: (\S+) closed$/.exec(reason) || [];
  return closed ? t("compare.closed", { target: closedName(state.data.sentences, closed, state.nameFor) }) : source(reason);
}
