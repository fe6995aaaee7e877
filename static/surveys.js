// A questionnaire one part at a time, or by the keys of whoever types paper in. Without it, all of
// it is one page.
"use strict";

const form = document.querySelector("[data-survey]");

if (form) {
  const questions = [...form.querySelectorAll("[data-question]")];
  const parts = [...form.querySelectorAll("[data-part]")];

  // What hangs on an answer shows once it is given.
  const chosen = (code) =>
    [...form.querySelectorAll(`[data-question="${CSS.escape(code)}"] input:checked`)].map((input) => input.value);
  const settle = () => {
    for (const question of questions) {
      if (!question.dataset.onlyIf) continue;
      const leader = questions.find((each) => each.dataset.question === question.dataset.onlyIf);
      question.hidden = leader.hidden || !chosen(question.dataset.onlyIf).includes(question.dataset.choice);
    }
  };
  form.addEventListener("change", settle);
  settle();

  if (form.dataset.survey === "parts") {
    const [back, next, send] = ["previous", "next", "send"].map((name) => form.querySelector(`[data-${name}]`));
    const wrong = parts.findIndex((part) => part.querySelector(".text-danger"));
    let current = Math.max(wrong, 0);
    const show = (place, moved) => {
      current = place;
      parts.forEach((part, n) => (part.hidden = n !== current));
      back.hidden = current === 0;
      next.hidden = current === parts.length - 1;
      send.hidden = !next.hidden;
      if (moved) {
        scrollTo(0, 0);
        parts[current].querySelector("input, textarea")?.focus({ preventScroll: true });
      }
    };
    back.addEventListener("click", () => show(current - 1, true));
    next.addEventListener("click", () => show(current + 1, true));
    show(current, false);
  } else {
    document.querySelector("[data-with-script]").hidden = false;
    const shown = () => questions.filter((question) => !question.hidden);
    const enter = (question) => question?.querySelector("input, textarea")?.focus();
    form.addEventListener("keydown", (event) => {
      const here = event.target.closest("[data-question]");
      if (!here || event.ctrlKey || event.altKey || event.metaKey) return;
      const writes = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
      if (event.key === "Enter" && !event.target.matches("textarea, button")) {
        event.preventDefault();
        const next = shown()[shown().indexOf(here) + 1];
        if (next) enter(next);
        else form.requestSubmit();
      }
      const option = !writes && /^[1-9]$/.test(event.key) && here.querySelectorAll("input")[event.key - 1];
      if (!option) return;
      event.preventDefault();
      option.click();
      option.focus();
      if (option.type === "radio") enter(shown()[shown().indexOf(here) + 1]);
    });
  }
}
