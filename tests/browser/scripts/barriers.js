// What axe-core finds, as `rule: element`; the browser keeps the program from page to page.
async ({ program, contrast }) => {
  if (!window.axe) {
    const script = Object.assign(document.createElement("script"), { src: program });
    await new Promise((loaded, failed) => {
      Object.assign(script, { onload: loaded, onerror: failed });
      document.head.append(script);
    });
    script.remove();
  }
  const rules = { "color-contrast": { enabled: contrast } };
  const { violations } = await axe.run({ reporter: "no-passes", rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
