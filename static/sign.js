// A signature: where the finger or the pen comes down (M) and goes (L), in a box of 600 by 200.
"use strict";

const form = document.querySelector("[data-sign]");

if (form) {
  const box = form.querySelector("svg");
  const path = box.querySelector("path");
  const field = form.querySelector("[name=strokes]");
  let strokes = [];
  let drawing = false;

  const point = (event) => {
    const frame = box.getBoundingClientRect();
    const within = (value, most) => Math.min(Math.max(Math.round(value), 0), most - 1);
    const x = within(((event.clientX - frame.left) / frame.width) * 600, 600);
    const y = within(((event.clientY - frame.top) / frame.height) * 200, 200);
    return `${x} ${y}`;
  };
  const show = () => {
    const drawn = strokes.filter((stroke) => stroke.length > 1);
    const written = drawn.map((stroke) => "M" + stroke.join("L")).join("");
    path.setAttribute("d", written);
    field.value = written;
  };

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    drawing = true;
    strokes.push([point(event)]);
  });
  box.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const stroke = strokes.at(-1);
    const here = point(event);
    if (here !== stroke.at(-1)) stroke.push(here);
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    box.addEventListener(end, () => { drawing = false; });
  }
  form.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    show();
  });
}
