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

// The eye goes to what went wrong; so does the focus.
document.querySelector("[data-errors]")?.focus();

// A single key does what it is written on: <a data-key="v">Vendre <kbd>V</kbd></a>.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
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

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
