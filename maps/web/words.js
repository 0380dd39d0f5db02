// What things are called, and how they look. One place for both, so that the legend cannot lie.

const MODES = {
  unspecified: { name: "Mode not reported", dash: null, weight: 1 },
  road: { name: "Road", dash: "22 4", weight: 1 },
  rail: { name: "Rail", dash: "9 2.2", weight: 1.1 },
  foot: { name: "On foot", dash: "0.1 5.5", weight: 1.25, round: true },
  river: { name: "River", dash: "12 4 0.1 4", weight: 1, round: true },
  sea: { name: "Sea", dash: "11 9", weight: 0.85 },
  air: { name: "Air", dash: "2.5 5", weight: 0.7 },
  entry: { name: "Entry into a mission", dash: "1.5 1.5", weight: 1 },
};

const KINDS = {
  origin: "Place of departure",
  crossing: "Border crossing (a section of the border, not a point)",
  city: "City on the way",
  mission: "Diplomatic missions of a city",
  destination: "Destination",
};

const EVIDENCE = {
  named: { name: "named", long: "A report names both ends", core: null },
  partly: { name: "partly", long: "A report names one end: broken white core", core: "7 7" },
  inferred: { name: "inferred", long: "Filled in along main lines of travel: white core", core: "1 0" },
};

const LEVEL_COLORS = {
  minimal: "#e2a52d",
  low: "#dd7a2b",
  moderate: "#c2432f",
  high: "#8c2045",
  severe: "#450c34",
  closed: "#111111",
};
const LEVELS = ["minimal", "low", "moderate", "high", "severe"];

// told apart by people who do not see all colours (after Okabe and Ito), all dark enough on paper
const FAMILY_COLORS = [
  "#1b6cae", "#cf5417", "#12805f", "#8b4aa0", "#a87504", "#c0376a", "#2190b3", "#5d6b22", "#6d4631", "#454fb0",
];
const NO_FAMILY_COLOR = "#5d6673";

const FLAGS = {
  assumed: "assumed: no report says anything, the dataset's default stands",
  contested: "contested: reports that hold at the same time disagree",
  stale: "stale: the newest report is more than five years older than the date shown",
  disputed: "disputed: a report doubts it",
};

const PARTS = { passage: "Passage of the border", entry: "Entry", exposure: "Exposure on the way" };
const CLAIM_TYPES = {
  route: "route", hazard: "danger of return", harm: "other danger", haven: "haven", flow: "how many", journey: "journey",
};

function familyColor(index) {
  return index < 0 ? NO_FAMILY_COLOR : FAMILY_COLORS[index % FAMILY_COLORS.length];
}

function number(value, digits = 0) {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number with its noun: 1 leg, 2 legs. */
function counted(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** A probability with the digits that it deserves. */
function chance(p) {
  if (p >= 0.995) return p >= 1 ? "1" : "> 0.99";
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2);
}

function interval(low, high) {
  return low === high ? chance(low) : `${chance(low)}–${chance(high)}`;
}

function kmText(km) {
  return `${number(km)} km`;
}

function daysText(days) {
  if (days === 0) return "under a day";
  if (days < 0.95) return `${Math.max(1, Math.round(days * 24))} h`;
  const shown = days >= 10 ? number(days) : number(days, 1);
  return `${shown} ${shown === "1.0" ? "day" : "days"}`;
}

function modeName(mode) {
  return (MODES[mode] || { name: mode }).name;
}

function flagWord(flag) {
  return flag.split(":")[0];
}

function levelWords(levels) {
  return levels.length > 1 ? `${levels[0]} to ${levels[levels.length - 1]}` : levels[0] || "not stated";
}
