// What does not fit into the window, and what is written in the page and hidden by a style that
// nobody opens.
() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const unseen = [...document.querySelectorAll("main :is(li, p, td, h2)")]
    .filter((each) => getComputedStyle(each).visibility === "hidden")
    .map((each) => `unseen: ${each.innerText || each.textContent}`.slice(0, 100));
  return scrollWidth === clientWidth ? unseen : [...unseen, `${scrollWidth - clientWidth} px too wide`];
}
