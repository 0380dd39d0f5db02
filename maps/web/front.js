// The trade-off between length and risk: a chart in the panel, a table of its points below the map.

function pointName(point, i) {
  return point.roles.length ? point.roles.map((role) => word("role", role)).join(", ") : t("front.point", { n: String(i + 1) });
}

function pointText(point, i) {
  const [centre, low, high] = point.risk;
  return t("front.told", { name: pointName(point, i), km: kmText(point.km), risk: chance(centre), range: interval(low, high), borders: t("n.border", { n: point.borders.length }) });
}

/** A point as a way that can be chosen. */
function pointWay(state, i) {
  const point = state.data.front.points[i];
  return { key: `front-${i}`, legs: point.legs, text: () => pointText(point, i) };
}

function frontChart(state) {
  const { front } = state.data;
  if (!front) return "";
  if (!front.points.length) return group("front.heading", el("p", {}, front.reason ? source(front.reason) : t("path.none")));
  const chart = drawChart({
    points: front.points.map((point, i) => ({
      i, named: point.roles.length > 0, x: point.km, y: point.risk, key: `front-${i}`, shape: point.roles.includes("knee") ? "diamond" : "dot", label: pointText(point, i),
      name: point.roles.length ? `${pointName(point, i)} · ${point.borders.length}` : String(point.borders.length),
    })),
    titles: [t("front.across"), t("front.up")],
    formats: [(km) => number(km), (risk) => String(Number(risk.toFixed(3)))],
    name: t("front.points"),
    act: ({ i }) => chooseWay(state, pointWay(state, i)),
    look: (point) => tellPoint(state, point?.i),
  });
  return group("front.heading", chart, el("p", { class: "chart-read", id: "front-read" }), el("div", { id: "front-told" }),
    el("p", { class: "faint", text: t("front.note") }),
    el("p", {}, el("a", { href: "#front", class: "more", text: t("front.more") })));
}

/** Beside the chart: a line for the point that is looked at, a card for the one that is chosen. */
function tellPoint(state, looked) {
  const told = byId("front-told");
  if (!told) return;
  const chosen = state.data.front.points.findIndex((_, i) => `front-${i}` === state.chosenWay?.key);
  for (const line of document.querySelectorAll("[data-whisker]")) line.classList.toggle("on", line.dataset.whisker === `front-${looked ?? chosen}`);
  const { points } = state.data.front;
  const hint = [t(chosen < 0 ? "front.hint" : "front.again"), t("front.number"), points.some(({ roles }) => roles.includes("knee")) ? t("front.diamond") : null];
  byId("front-read").textContent = looked === undefined || looked === null ? hint.filter(Boolean).join(" ") : pointText(points[looked], looked);
  if (chosen < 0) {
    told.replaceChildren();
    return;
  }
  const point = points[chosen];
  const [centre, low, high] = point.risk;
  const fact = (key, ...value) => el("div", {}, el("dt", { text: t(key) }), el("dd", {}, ...value));
  told.replaceChildren(el("article", { class: "path-card chosen" },
    el("h3", {}, el("span", { class: "path-swatch path-chosen" }), pointName(point, chosen)),
    el("dl", {},
      fact("path.length", kmText(point.km)),
      fact("path.risk", chance(centre), el("span", { class: "faint", text: ` ${interval(low, high)}` })),
      fact("path.borders", String(point.borders.length))),
    el("button", { type: "button", class: "quiet", text: t("path.zoom"), on: { click: () => showWay(state, pointWay(state, chosen)) } })));
}

/** The twin of the chart: every point as a row. */
function frontTable(state) {
  const { front } = state.data;
  const section = byId("front");
  if (!front) return;
  section.append(...heading("front", "front.title", "front.long"));
  if (!front.points.length) {
    section.append(el("p", { class: "warn" }, front.reason ? source(front.reason) : t("path.none")));
    return;
  }
  section.append(longPart(t("front.table", { n: front.points.length }), table(t("front.title"), ["way", "km", "days", "risk", "borders", "passes", "map"], front.points.map((point, i) => ({ cells: [
    pointName(point, i),
    number(point.km),
    daysText(point.days),
    [el("strong", { text: chance(point.risk[0]) }), el("div", { class: "faint one-line", text: interval(point.risk[1], point.risk[2]) })],
    point.borders.length ? [String(point.borders.length), el("div", { class: "faint" }, point.borders.flatMap((border, n) => [n ? ", " : "", said(borderWords(state, border))]))] : "0",
    wayPlaces(state, point.places),
    wayButton(state, pointWay(state, i), t("show"), t("show.place", { name: pointName(point, i) })),
  ] })))));
}
