// The lock of a shared desk, and what was typed before it shut: it comes back to whoever typed it.
"use strict";

{
  const { lockAfter, typedKey, door } = document.body.dataset;
  const here = () => location.pathname + location.search; // the counter moves on in the same page

  // What is typed is kept in this tab, sealed by a key that only a page of the same person bears.
  const KEPT = "typed";
  const FIELDS = "input:not([type=hidden], [type=password], [type=file], [type=search], [type=submit]), textarea, select";
  const forms = () => [...document.querySelectorAll("form[method=post]:not([role], [target])")];
  const sending = (action) => forms().filter((form) => form.getAttribute("action") === action);
  const named = (form, name) => fieldsOf(form).filter((field) => field.name === name);
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const valueOf = (field) => {
    if (isTicked(field)) return field.checked;
    return field.type === "select-multiple" ? [...field.selectedOptions].map((each) => each.value) : field.value;
  };
  const shownOf = (field) => {
    if (isTicked(field)) return field.defaultChecked;
    if (!field.options) return field.defaultValue;
    const chosen = [...field.options].filter((each) => each.defaultSelected).map((each) => each.value);
    return field.multiple ? chosen : (chosen.at(-1) ?? field.options[0]?.value);
  };
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches(FIELDS));
  // A form that was refused shows what was typed; any other page knows what it showed at first.
  const wasRefused = document.querySelector("[data-errors]") !== null;
  const typed = () => {
    const found = [];
    for (const form of forms()) {
      const action = form.getAttribute("action");
      const rank = sending(action).indexOf(form);
      for (const field of fieldsOf(form)) {
        const value = valueOf(field);
        if (wasRefused || String(value) !== String(shownOf(field))) {
          found.push([action, rank, field.name, named(form, field.name).indexOf(field), value]);
        }
      }
    }
    return found;
  };

  const kept = () => JSON.parse(sessionStorage.getItem(KEPT));
  const key = typedKey && globalThis.crypto?.subtle?.importKey(
    "raw", Uint8Array.from(atob(typedKey), (each) => each.charCodeAt()), "AES-GCM", false, ["encrypt", "decrypt"],
  );
  let latest = 0;
  const keep = async (isHeld = false) => {
    if (!key) return;
    const mine = ++latest;
    const found = typed();
    if (!found.length) return kept()?.isHeld || sessionStorage.removeItem(KEPT);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify({ here: here(), found }));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, words);
    if (mine !== latest) return;
    const said = [iv, new Uint8Array(sealed)].map((bytes) => [...bytes]);
    sessionStorage.setItem(KEPT, JSON.stringify({ said, isHeld }));
  };
  const opened = async ({ said }) => {
    const [iv, sealed] = said.map((bytes) => Uint8Array.from(bytes));
    try {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key, sealed);
      return JSON.parse(new TextDecoder().decode(words));
    } catch {
      return null; // somebody else's
    }
  };
  const putBack = ([action, rank, name, place, value]) => {
    const form = sending(action)[rank];
    const field = form && named(form, name)[place];
    if (!field) return false;
    if (isTicked(field)) field.checked = value;
    else if (field.multiple) for (const each of field.options) each.selected = value.includes(each.value);
    else field.value = value;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    return true;
  };
  const bringBack = async () => {
    const found = kept();
    if (!found?.isHeld) return sessionStorage.removeItem(KEPT);
    const words = await opened(found);
    if (!words) return sessionStorage.removeItem(KEPT);
    if (words.here !== here()) return;
    sessionStorage.removeItem(KEPT);
    if (!words.found.map(putBack).some(Boolean)) return;
    const said = document.createElement("p");
    said.className = "alert alert-info";
    said.role = "status";
    said.textContent = "Ce que vous aviez tapé est revenu\u202f: vérifiez, puis enregistrez.";
    document.getElementById("contenu").prepend(said);
  };

  // Nobody is signed in, or the desk is locked, or what was sent was not looked at: it is for later.
  const back = document.querySelector("[data-return]");
  if (!lockAfter || back) {
    const found = kept();
    if (found) sessionStorage.setItem(KEPT, JSON.stringify({ ...found, isHeld: true }));
  }
  if (back && document.referrer.startsWith(location.origin)) {
    back.href = document.referrer;
    back.textContent = "Reprendre le formulaire";
  }

  if (door !== undefined) localStorage.setItem("shut", Date.now()); // the other tabs shut as well
  if (lockAfter) {
    const leave = async () => {
      await keep(true);
      location.assign(`/verrou/?suite=${encodeURIComponent(here())}`);
    };

    if (!back) bringBack().then(() => wasRefused && keep());
    document.addEventListener("input", () => keep());
    document.addEventListener("htmx:beforeRequest", () => keep());
    document.addEventListener("submit", (event) => {
      if (event.target.matches("[action$='/logout/']")) sessionStorage.removeItem(KEPT);
      else if (event.target.matches("[method=post]")) keep();
    });

    // Whoever types, points or turns the wheel is there: the desk does not lock under their hands.
    let told = Date.now();
    let [x, y] = [0, 0];
    const notice = async () => {
      localStorage.setItem("seen", Date.now());
      if (Date.now() - told < 60_000) return;
      told = Date.now();
      const headers = JSON.parse(document.body.getAttribute("hx-headers"));
      const answer = await fetch("/verrou/presence/", { method: "POST", headers, redirect: "manual" });
      if (answer.type === "opaqueredirect") leave(); // locked by another tab, or signed out
    };
    for (const act of ["keydown", "pointerdown", "wheel", "touchmove"]) {
      document.addEventListener(act, notice, { passive: true });
    }
    document.addEventListener("pointermove", (event) => {
      if (event.clientX === x && event.clientY === y) return; // the page moved, not the hand
      [x, y] = [event.clientX, event.clientY];
      notice();
    });
    localStorage.setItem("seen", told);
    setInterval(() => {
      if (Date.now() - Number(localStorage.getItem("seen")) > (Number(lockAfter) + 5) * 1000) leave();
    }, 15_000);
    addEventListener("storage", (event) => {
      if (event.key === "shut") leave();
    });

    // A page that one left is not looked at again as it was: it is asked for, and the lock with it.
    addEventListener("pagehide", () => {
      document.documentElement.hidden = true;
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) location.replace(here());
    });
  }
}
