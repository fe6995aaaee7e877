// How the page is made, its words and numbers left out: two pages of one structure look alike to
// axe-core and to every style. A set of elements, each within those around it, however often.
() => {
  const told = /^(class|role|type|scope|tabindex|lang|dir|autocomplete|aria-(?!label|desc|control|value).*)$/;
  const made = new Set();
  // A form calls its fields by their names: one that is named « children » hides the form's own.
  const its = (name, element) => Reflect.get(Element.prototype, name, element);
  const numberless = (word) => word.replace(/\d+/g, "#");

  const marked = ({ name, value }) => {
    if (told.test(name)) return `${name}=${value}`;
    if (name === "id" || name === "for") return `${name}=${numberless(value)}`;
    return value.trim() ? name : `${name}=`;
  };
  const lettered = (element) => {
    const texts = [...its("childNodes", element)].filter((node) => node.nodeType === Node.TEXT_NODE);
    const { length } = texts.map((text) => text.data.trim()).join("");
    return ["", " letter", " words"][Math.min(length, 2)]; // the contrast of one letter is not judged
  };
  const scrolls = (element) =>
    (element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX)) ||
    (element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY));
  const digest = (words) => {
    let found = 5381;
    for (let rank = 0; rank < words.length; rank++) found = (found * 33) ^ words.charCodeAt(rank);
    return (found >>> 0).toString(36);
  };
  const walk = (element, around) => {
    const marks = [...its("attributes", element)].map(marked).sort();
    const own = [element.localName, ...marks].join(" ") + lettered(element) + (scrolls(element) ? " scrolls" : "");
    made.add(`${around} ${own}`);
    const within = digest(`${around} ${own}`);
    for (const child of its("children", element)) walk(child, within);
  };
  walk(document.documentElement, "");

  // The order of the headings; what bears the same id, or the same name in the list of landmarks.
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((each) => each.localName);
  headings.forEach((each, rank) => made.add(`${each} after ${headings[rank - 1]}`));
  const twice = (names) => names.forEach((name, rank) => {
    if (names.indexOf(name) < rank) made.add(`twice ${numberless(name)}`);
  });
  twice([...document.querySelectorAll("[id]")].map((each) => `#${its("id", each)}`));
  twice([...document.querySelectorAll("main, nav, header, footer, aside, section, form, [role]")].map((each) =>
    [each.localName, ...["role", "aria-label", "aria-labelledby"].map((name) => each.getAttribute(name))].join(" ")));
  return [...made];
}
