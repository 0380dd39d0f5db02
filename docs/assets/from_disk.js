// Opened from a disk, a browser lets a page neither fetch the index of the search nor start its worker from a
// file. The build lays both down as scripts (scripts/site_hooks.py); here the worker is started from its text.
if (location.protocol === "file:") {
  const base = document.currentScript.src.replace(/assets\/from_disk\.js.*$/, "");
  const FromServer = window.Worker;
  document.write(`<script src="${base}search/worker.js"><\/script>`);
  window.Worker = function () {
    const text = new Blob([window.__search_worker], { type: "text/javascript" });
    return new FromServer(URL.createObjectURL(text));
  };
}
