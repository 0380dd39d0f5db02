// How things look: colours, dashes, widths. Names are in words.js; the legend is made of both.

const MODES = {
  unspecified: { dash: null, weight: 1 },
  road: { dash: "22 4", weight: 1 },
  rail: { dash: "9 2.2", weight: 1.1 },
  foot: { dash: "0.1 5.5", weight: 1.25, round: true },
  river: { dash: "12 4 0.1 4", weight: 1, round: true },
  sea: { dash: "11 9", weight: 0.85 },
  air: { dash: "2.5 5", weight: 0.7 },
  entry: { dash: "1.5 1.5", weight: 1 },
};

const KINDS = ["origin", "crossing", "city", "mission", "destination"];

// the dash of the white core of a line
const EVIDENCE = { named: null, partly: "7 7", inferred: "1 0" };

const LEVEL_COLORS = {
  minimal: "#e2a52d",
  low: "#dd7a2b",
  moderate: "#c2432f",
  high: "#8c2045",
  severe: "#450c34",
  closed: "#111111",
};
const LEVELS = ["minimal", "low", "moderate", "high", "severe"];

// Nine that stay apart for people who do not see all colours: found by search so that any two differ
// by 0.10 in OKLab as seen with deuteranopia, protanopia and tritanopia (0.02 is just visible), each
// with a contrast of 3 on the land. They differ in lightness too, so grey paper tells most apart.
const FAMILY_COLORS = [
  "#102254", "#c24c63", "#057613", "#814ec0", "#a68c06", "#862860", "#5d92c6", "#4b4401", "#4e0305",
];
const NO_FAMILY_COLOR = "#5d6673";

function familyColor(index) {
  return index < 0 ? NO_FAMILY_COLOR : FAMILY_COLORS[index % FAMILY_COLORS.length];
}

/** The colour of a family for its name: darker where the line alone would be too light to read. */
function familyInk(index) {
  const parts = familyColor(index).match(/\w\w/g).map((hex) => parseInt(hex, 16));
  const light = (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]) / 255;
  const share = light > 0.38 ? 0.38 / light : 1;
  return `rgb(${parts.map((part) => Math.round(part * share)).join(",")})`;
}
