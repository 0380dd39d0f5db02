// What a report has beside the route map: a word or two of its own, marked bars, and paper.

Object.assign(WORDS, {
  "page.title": ["{title} - report, as of {day}", "{title} - 보고서, {day} 기준"],
  "page.parts": ["Contents", "차례"],
  "page.frame": ["Map of the reported routes. The tables at the end hold all that it shows.", "보도된 경로의 지도. 지도에 보이는 것은 모두 끝의 표에도 있습니다."],
  "ensemble.title": ["How sure is that: in how many draws", "얼마나 확실한가: 추출 몇 번에서 가장 좋은가"],
  "about.heading": ["About this page", "이 페이지에 대하여"],
});

/** Mark the bar of the timeline whose row or change was chosen. */
function markBars() {
  const { target } = readAddress();
  for (const bar of document.querySelectorAll(".timeline .pick")) {
    if (bar.getAttribute("href") === `#${target}`) bar.setAttribute("aria-current", "true");
    else bar.removeAttribute("aria-current");
  }
}
window.addEventListener("hashchange", markBars);
markBars();

// The list of sources is long on a phone, where it can be unfolded.
if (narrow.matches) for (const part of document.querySelectorAll("#sources details")) part.open = false;

// On paper much is unfolded; afterwards the page is again as its reader left it.
let foldedBefore = [];
window.addEventListener("beforeprint", () => {
  foldedBefore = [...document.querySelectorAll("details")].filter((part) => !part.open);
});
window.addEventListener("afterprint", () => {
  for (const part of foldedBefore) part.open = false;
});
