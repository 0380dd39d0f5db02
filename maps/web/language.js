// The language of the page: what a word is in it, and how the page turns from one to the other.
//
// The choice stands in the address, behind the part that a link leads to (#report-3&lang=ko), so
// that it can be passed on; nothing is stored. Texts of the data keep their language and say so.

const LANGUAGES = ["en", "ko"];
let LANG = "en";

/** A word or sentence of the page in its language, its slots filled with texts. */
function t(key, slots = {}) {
  const text = WORDS[key][LANGUAGES.indexOf(LANG)];
  const chosen = text.includes("|") ? text.split("|")[slots.n === 1 ? 0 : 1] : text;
  return chosen.replace(/\{(\w+)\}/g, (_, name) => (name === "n" && typeof slots.n === "number" ? number(slots.n) : slots[name]));
}

/** The same with elements in its slots, as a list of nodes. */
function tell(key, slots) {
  const text = WORDS[key][LANGUAGES.indexOf(LANG)];
  return text.split(/(\{\w+\})/).filter(Boolean).map((part) => (part.startsWith("{") ? slots[part.slice(1, -1)] : part));
}

/** A word that may be none of the page's own: then it is a text of the data. */
function word(group, name) {
  return WORDS[`${group}.${name}`] ? t(`${group}.${name}`) : name;
}

/** A text of the data, marked with its language where the page has another. */
function inLang(text, lang, props = {}) {
  return said(text, { ...props, lang: lang === LANG ? null : lang });
}

/** Claims, citations, notes: in the language of the dataset, and always marked. */
function source(text, props = {}) {
  return said(text, { ...props, lang: "en" });
}

const LOCAL_LANGUAGES = { CHN: "zh", HKG: "zh", MNG: "mn", VNM: "vi", THA: "th", LAO: "lo", MMR: "my", KHM: "km", RUS: "ru", JPN: "ja", KOR: "ko", PRK: "ko" };

/** The name of a place in the page's language, with the language that it really is in. */
function nameIn(place) {
  return LANG === "ko" && place.ko ? { text: place.ko, lang: "ko" } : { text: place.name, lang: "en" };
}

/** The other name, if there is one. */
function otherName(place) {
  if (LANG === "ko") return place.ko ? { text: place.name, lang: "en" } : null;
  return place.ko ? { text: place.ko, lang: "ko" } : null;
}

/** Both names of a place, each in its language. */
function bothNames(place, limit = Infinity) {
  const first = nameIn(place);
  const second = otherName(place);
  return [inLang(cut(first.text, limit), first.lang), second ? inLang(` ${cut(second.text, limit)}`, second.lang, { class: "second" }) : null];
}

/** Names beside the two main ones: in the local script, then other spellings. */
function furtherNames(place) {
  const names = [place.local && place.local !== place.ko ? inLang(place.local, LOCAL_LANGUAGES[place.country] || "en") : null, ...place.variants.map((text) => inLang(text, "en"))];
  return names.filter(Boolean).flatMap((name, i) => (i ? [", ", name] : [name]));
}

function familyText(state, index) {
  const family = state.data.families[index];
  return LANG === "ko" && family.ko ? { text: family.ko, lang: "ko" } : { text: family.name, lang: "en" };
}

/** A day as the page says it; `asOf` is the date shown, which the dataset words in English. */
function dayText(iso) {
  if (LANG !== "ko") return iso;
  const [year, month, day] = iso.split("-").map(Number);
  return [`${year}년`, month && `${month}월`, day && `${day}일`].filter(Boolean).join(" ");
}

function asOf(state) {
  return LANG === "ko" ? dayText(state.data.meta.as_of) : state.data.meta.as_of_text;
}

// the address -------------------------------------------------------------------------------

/** Take the address apart: the id that it leads to, and the language if it names one. */
function readAddress() {
  const [target, ...rest] = location.hash.slice(1).split("&");
  const named = [target, ...rest].find((part) => part.startsWith("lang="))?.slice(5);
  return { target: target.startsWith("lang=") ? "" : decodeURIComponent(target), lang: LANGUAGES.includes(named) ? named : null };
}

/** Write the language into the address, without a step in the history. */
function writeAddress() {
  const { target } = readAddress();
  const parts = [target && encodeURIComponent(target), LANG === "en" ? "" : `lang=${LANG}`].filter(Boolean);
  const wanted = parts.length ? `#${parts.join("&")}` : "";
  if (location.hash !== wanted) history.replaceState(null, "", wanted || location.pathname);
}

// the switch --------------------------------------------------------------------------------

function makeLanguages(state) {
  LANG = readAddress().lang || "en";
  for (const button of document.querySelectorAll(".languages button")) {
    button.addEventListener("click", () => {
      if (button.lang === LANG) return;
      turnTo(state, button.lang);
      writeAddress();
      state.say(t("page.now_in"));
    });
  }
  sayFixed(state);
}

/** Build the page anew in another language; what is shown, unfolded and chosen stays. */
function turnTo(state, lang) {
  LANG = lang;
  const open = allDetails().map((part) => part.open);
  const scrolled = [byId("panel").scrollTop, window.scrollY];
  const { current } = state;
  const focused = document.activeElement;
  sayFixed(state);
  for (const id of ["panel", "front", "ensemble", "bottlenecks", "legs", "places", "reports", "about", "title", "subtitle"]) byId(id).replaceChildren();
  for (const item of state.places) item.element.setAttribute("aria-label", placeLabel(state, item.place));
  makeTables(state);
  makePanel(state);
  makeAbout(state);
  allDetails().forEach((part, i) => { part.open = open[i]; });
  declutter(state);
  if (current) openCard(state, current);
  byId("panel").scrollTop = scrolled[0];
  window.scrollTo(0, scrolled[1]);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
}

function allDetails() {
  return [...document.querySelectorAll("details")].filter((part) => !part.closest("#card"));
}

/** The words that stand in the markup of the page. */
function sayFixed(state) {
  document.documentElement.lang = LANG;
  document.title = t("page.title", { title: state.data.meta.title, day: asOf(state) });
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label-word]")) node.setAttribute("aria-label", t(node.dataset.labelWord));
  for (const button of document.querySelectorAll(".languages button")) button.setAttribute("aria-pressed", String(button.lang === LANG));
  for (const way of ["in", "out"]) {
    const button = document.querySelector(`.leaflet-control-zoom-${way}`);
    if (button) setProps(button, { title: t(`zoom.${way}`), "aria-label": t(`zoom.${way}`) });
  }
}
