// Building the page. Every text of the data goes through textContent: no markup is ever parsed.

/** Make an element. `props` are attributes, but for class, text, data (dir=auto) and on. */
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  setProps(node, props);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function setProps(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.setAttribute("class", value);
    else if (name === "text") node.textContent = value;
    else if (name === "on") for (const [type, act] of Object.entries(value)) node.addEventListener(type, act);
    else node.setAttribute(name, value === true ? "" : value);
  }
}

/** Make an SVG element. */
function svg(tag, props = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setProps(node, props);
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

/** A text of the data, kept apart from the direction of what stands around it. */
function said(text, props = {}) {
  return el("bdi", { ...props, text });
}

function cut(text, limit) {
  const letters = Array.from(text);
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join("").trimEnd()}…`;
}

/** Compare names without case, accents, spaces and punctuation. */
function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").normalize("NFC");
}

function byId(id) {
  return document.getElementById(id);
}

function readJson(id) {
  return JSON.parse(byId(id).textContent);
}

/** A link that does something only when it is followed; other schemes stay text. */
function link(url) {
  if (!/^https?:\/\//i.test(url)) return url ? said(url, { class: "url" }) : null;
  return el("a", { href: url, rel: "noreferrer noopener", target: "_blank", class: "url", text: cut(url, 80) });
}

const reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = window.matchMedia("(max-width: 760px)");
