// The drawer adds up while it is counted. The server counts again; this only shows.
"use strict";

const drawer = document.querySelector("[data-count]");

if (drawer) {
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
  const counted = drawer.querySelector("[data-counted]");
  const left = drawer.querySelector("[data-left]");
  const leftLine = drawer.querySelector("[data-left-line]");
  const banked = drawer.querySelector("[name=banked]");

  // As `money.amount` reads it; what it refuses takes nothing out.
  const AMOUNT = /^(?:€|euros?|eur)?\s*(\d{1,3}(?:\s\d{3})+|\d+)(?:[.,](\d{1,2})|\s*(?:€|euros?|eur)\s*(\d\d))?\s*(?:€|euros?|eur)?$/i;
  const inCents = (text) => {
    const [, whole, decimals, behind] = text.trim().match(AMOUNT) ?? [];
    if (!whole) return 0;
    return Number(whole.replace(/\s/g, "") + (decimals ?? behind ?? "").padEnd(2, "0"));
  };

  const show = () => {
    let cents = 0;
    for (const input of drawer.querySelectorAll("[data-cents]")) {
      const sum = Math.max(parseInt(input.value, 10) || 0, 0) * Number(input.dataset.cents);
      drawer.querySelector(`[data-sum-of="${input.id}"]`).textContent =
        sum ? euros.format(sum / 100) : "";
      cents += sum;
    }
    counted.textContent = euros.format(cents / 100);
    const out = inCents(banked.value);
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
