// Choosing a span or a change: it is unfolded, marked in the picture, and gets the focus.
// Everything on the page can be read and followed without this.

function follow() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const span = target.matches(".span");
  if (span) target.open = true;
  for (const bar of document.querySelectorAll(".pick")) {
    if (span && bar.getAttribute("href") === location.hash) bar.setAttribute("aria-current", "true");
    else bar.removeAttribute("aria-current");
  }
  target.scrollIntoView({ block: "start" });
  (span ? target.querySelector("summary") : target).focus({ preventScroll: true });
}

// the same link chosen again changes no address, and should lead there all the same
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.getAttribute("href") === location.hash) {
    event.preventDefault();
    follow();
  }
});
window.addEventListener("hashchange", follow);
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) {
    part.removeAttribute("name"); // those of one name would shut one another
    part.open = true;
  }
});
follow();
document.documentElement.dataset.ready = "true";
