// Numbers as the page says them, with the digits that they deserve.

function number(value, digits = 0) {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A probability. */
function chance(p) {
  if (p >= 0.995) return p >= 1 ? "1" : "> 0.99";
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2);
}

function interval(low, high) {
  return low === high ? chance(low) : `${chance(low)}–${chance(high)}`;
}

function kmText(km) {
  return t("unit.km", { n: number(km) });
}

function daysText(days) {
  if (days === 0) return t("unit.under");
  if (days < 0.95) return t("unit.hours", { n: String(Math.max(1, Math.round(days * 24))) });
  const shown = days >= 10 ? number(days) : number(days, 1);
  return t(shown === "1.0" ? "unit.day" : "unit.days", { n: shown });
}

/** A closed range of reported numbers; an open end is said. */
function rangeText([low, high]) {
  if (high === null || high === undefined) return t("unit.more", { low });
  return low === high ? String(low) : `${low}–${high}`;
}

function levelWords(levels) {
  if (!levels.length) return t("level.none");
  const [low, high] = [word("level", levels[0]), word("level", levels[levels.length - 1])];
  return levels.length > 1 ? t("level.range", { low, high }) : low;
}

function modeName(mode) {
  return word("mode", mode);
}

function flagName(flag) {
  return word("flag", flag.split(":")[0]);
}

function flagLong(flag) {
  return WORDS[`flag.${flag}.long`] ? t(`flag.${flag}.long`) : flag;
}

/** How well something is attested, in words: the same as `routes.Grade.in_words`. */
function gradeText(grade) {
  if (!grade.reports) return t("grade.none");
  return t("grade.whole", {
    reports: t("grade.reports", { n: grade.reports }),
    voices: grade.voices,
    kinds: grade.kinds.map(([kind, n]) => (LANG === "ko" ? `${word("publisher", kind)} ${n}` : `${n} ${word("publisher", kind)}`)).join(", "),
    agreement: { agree: t("grade.agree"), differ: t("grade.differ") }[grade.agreement] || "",
  });
}
