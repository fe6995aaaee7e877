// The till while it is being filled: the total, the keys, the scanner. The server counts again.
"use strict";

const till = document.querySelector("[data-till]");

if (till) {
  const total = till.querySelector("[data-total]");
  const saving = till.querySelector("[data-saving]");
  const scan = till.querySelector("[data-scan]");
  const scanned = till.querySelector("[data-scanned]");
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

  const show = () => {
    const payment = till.querySelector("[name=payment]:checked")?.value;
    let paid = 0;
    let worth = 0;
    for (const input of till.querySelectorAll("[data-solidarity]")) {
      const quantity = Math.max(parseInt(input.value, 10) || 0, 0);
      paid += payment === "free" ? 0 : quantity * Number(input.dataset.solidarity);
      worth += quantity * Number(input.dataset.public);
    }
    total.textContent = euros.format(paid / 100);
    saving.textContent = euros.format((worth - paid) / 100);
    for (const terms of till.querySelectorAll("[data-terms]")) {
      terms.hidden = terms.dataset.terms !== payment;
    }
  };

  const add = (input, pieces) => {
    const quantity = (parseInt(input.value, 10) || 0) + pieces;
    input.value = Math.min(Math.max(quantity, 0), 99);
    show();
  };

  for (const button of till.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      add(document.getElementById(button.dataset.for), Number(button.dataset.step));
    });
  }

  for (const link of till.querySelectorAll("[data-kit]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (const item of link.dataset.kit.split(" ")) {
        const [product, pieces] = item.split("=");
        add(till.elements[`quantity-${product}`], Number(pieces));
      }
    });
  }

  // What a scanner meant that is set to another keyboard, whose row of digits writes other signs.
  const otherDigits = (typed) => scan.dataset.digits.split(" ").map((row) =>
    [...typed].map((sign) => row.includes(sign) ? (row.indexOf(sign) + 1) % 10 : sign).join("")
  );

  // A scanner types the digits, then Enter.
  scan.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !scan.value.trim()) return;
    event.preventDefault();
    const input = [scan.value.trim(), ...otherDigits(scan.value.trim())]
      .map((barcode) => till.querySelector(`[data-barcode="${CSS.escape(barcode)}"]`))
      .find((each) => each);
    if (input) add(input, 1);
    scanned.textContent = input
      ? `${input.labels[0].lastChild.textContent.trim()}\u202f: un de plus.`
      : scan.dataset.unknown;
    scan.value = "";
  });

  // Enter records, wherever the eye is; the row of digits works without Shift on a French keyboard.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("a, button, summary, textarea, select, [type=text], [type=number]")) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      till.requestSubmit(till.querySelector("[data-record]"));
    }
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (digit && event.key !== digit[1]) till.querySelector(`[data-key="${digit[1]}"]`)?.click();
  });

  for (const hint of document.querySelectorAll("[data-hint]")) hint.hidden = false;
  till.querySelector("[data-counted]").hidden = false;
  till.addEventListener("input", show);
  till.addEventListener("change", show);
  show();
}
