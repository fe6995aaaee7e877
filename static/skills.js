// A digit is a level, and the next skill comes; Enter sends. Without it, the choices are radios.
"use strict";

const form = document.querySelector("[data-skills]");

if (form) {
  const rows = [...form.querySelectorAll("[data-skill]")];
  form.querySelector("[data-with-script]").hidden = false;
  let current = 0;

  const show = (place) => {
    current = Math.min(place, rows.length - 1);
    rows.forEach((row, n) => row.classList.toggle("is-next", n === current));
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
      event.preventDefault();
      form.requestSubmit();
    }
    const level = "0123".indexOf(event.key);
    if (level < 0 || event.key.length !== 1 || !rows.length) return;
    const here = event.target.closest("[data-skill]");
    if (here && here !== rows[current] && rows.indexOf(here) > current) current = rows.indexOf(here);
    const radio = rows[current].querySelectorAll("input")[level];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    if (current + 1 < rows.length) rows[current + 1].scrollIntoView({ block: "nearest" });
    show(current + 1);
  });

  // Going back to a row by mouse or Tab makes it the one that digits answer.
  form.addEventListener("click", (event) => {
    const row = event.target.closest("[data-skill]");
    if (row && event.detail) show(rows.indexOf(row) + 1);
  });
  show(0);
}
