// The drawer adds up while it is counted. The server counts again; this only shows.
"use strict";

const drawer = document.querySelector("[data-count]");

if (drawer) {
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
  const counted = drawer.querySelector("[data-counted]");
  const left = drawer.querySelector("[data-left]");
  const leftLine = drawer.querySelector("[data-left-line]");
  const banked = drawer.querySelector("[name=banked]");

  const show = () => {
    let cents = 0;
    for (const input of drawer.querySelectorAll("[data-cents]")) {
      const sum = Math.max(parseInt(input.value, 10) || 0, 0) * Number(input.dataset.cents);
      drawer.querySelector(`[data-sum-of="${input.id}"]`).textContent =
        sum ? euros.format(sum / 100) : "";
      cents += sum;
    }
    counted.textContent = euros.format(cents / 100);
    const out = Math.round(parseFloat(banked.value.replace(/[\s€]/g, "").replace(",", ".")) * 100) || 0;
    leftLine.hidden = out <= 0 || out > cents;
    left.textContent = euros.format((cents - out) / 100);
  };

  drawer.querySelector("[data-add]").hidden = true;
  drawer.addEventListener("input", show);
  // Enter goes to the next denomination, as on a calculator; the last one does not send the form.
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.dataset.cents) return;
    event.preventDefault();
    const inputs = [...drawer.querySelectorAll("[data-cents], [name=banked]")];
    inputs[inputs.indexOf(event.target) + 1]?.focus();
  });
  show();
}
