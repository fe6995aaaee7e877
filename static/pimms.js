// Small conveniences; every page works without them.
"use strict";

// A double click sends a form once. Coming back by the back button opens it again.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.target.target) return; // a paper opens beside
  setTimeout(() => {
    for (const button of event.target.querySelectorAll("[type=submit], button:not([type])")) {
      button.disabled = true;
    }
  });
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form button, form [type=submit]")) {
    button.disabled = false;
  }
});

// The eye goes to what went wrong, or else to where one begins; so does the focus, before the first
// letter is typed: the browser's own autofocus comes with the first picture, and may lose a letter.
(document.querySelector("[data-errors]") ?? document.querySelector("[autofocus]"))?.focus();

// A single key does what it is written on: <a data-key="v">Vendre <kbd>V</kbd></a>. While a file is
// on its way, the one that is shown is not meant any more: the key waits for the one that comes.
let leaving = false;
let waiting = null;
const press = (key) => {
  const meant = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (meant?.matches("[type=search]")) meant.select();
  else meant?.click();
  return Boolean(meant);
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (document.querySelector("[data-opens].htmx-request")) waiting = key;
  else if (!leaving && press(key)) event.preventDefault();
});
document.addEventListener("htmx:beforeRequest", () => {
  waiting = null;
});
document.addEventListener("submit", (event) => {
  if (event.target.closest(".counter-search")) leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});

// Arrows walk from the search box down the list of what was found, and back.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = step && event.target.closest("[data-arrows]");
  if (!list) return;
  const stops = [...list.querySelectorAll("input[type=search], [data-stop]")];
  const next = stops[stops.indexOf(event.target) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

// The list says which of its people is open beside it.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "file") return;
  const opened = event.detail.pathInfo.requestPath;
  for (const link of document.querySelectorAll("[data-opens]")) {
    if (link.getAttribute("hx-get") === opened) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (waiting) press(waiting);
  waiting = null;
});

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// While the database is away: a page comes by itself once it is back, a part of a page says so.
if (document.querySelector("[data-away]")) {
  setInterval(async () => {
    const said = await fetch("/sante/").then((answer) => answer.text()).catch(() => "database");
    if (!said.startsWith("database")) location.reload();
  }, 3_000);
}
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 503 || document.getElementById("away")) return;
  const said = Object.assign(document.createElement("p"), { id: "away", className: "alert alert-danger" });
  said.setAttribute("role", "alert");
  said.textContent = event.detail.xhr.responseText;
  document.getElementById("contenu").prepend(said);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.getElementById("away")?.remove();
});
