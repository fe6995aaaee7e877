// The total of the till while quantities are typed. The server counts again; this only shows.
"use strict";

const till = document.querySelector("[data-till]");

if (till) {
  const total = till.querySelector("[data-total]");
  const saving = till.querySelector("[data-saving]");
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

  const show = () => {
    const free = till.querySelector("[name=payment]:checked")?.value === "free";
    let paid = 0;
    let worth = 0;
    for (const input of till.querySelectorAll("[data-solidarity]")) {
      const quantity = Math.max(parseInt(input.value, 10) || 0, 0);
      paid += free ? 0 : quantity * Number(input.dataset.solidarity);
      worth += quantity * Number(input.dataset.public);
    }
    total.textContent = euros.format(paid / 100);
    saving.textContent = euros.format((worth - paid) / 100);
  };

  for (const button of till.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const input = document.getElementById(button.dataset.for);
      const quantity = (parseInt(input.value, 10) || 0) + Number(button.dataset.step);
      input.value = Math.min(Math.max(quantity, 0), 99);
      show();
    });
  }

  till.querySelector("[data-counted]").hidden = false;
  till.addEventListener("input", show);
  show();
}
