// Run inside a page at 360 px: what no picture shows.
() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const widest = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    problems.push(`wider than the screen: ${root.scrollWidth} px, ${widest.slice(-3).map((one) => one.outerHTML.slice(0, 80)).join(" | ")}`);
  }
  if (document.querySelectorAll("h1").length !== 1) problems.push("not exactly one h1");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const id of ids.filter((one, i) => ids.indexOf(one) !== i)) problems.push(`id twice: ${id}`);
  if (root.lang === "en") {
    const text = document.createTreeWalker(document.querySelector(".frame"), NodeFilter.SHOW_TEXT);
    while (text.nextNode()) {
      const said = text.currentNode.data.trim();
      if (/[\u3400-\u9fff]/.test(said) && !text.currentNode.parentElement.closest("[lang=zh-Hans]")) problems.push(`not translated: ${said}`);
    }
  }

  const rgb = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (colour) => {
    const [r, g, b] = rgb(colour).slice(0, 3).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgb(colour)[3] !== 0) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  for (const one of document.querySelectorAll("body *")) {
    if (!one.getClientRects().length || one.closest("svg") || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const colour = getComputedStyle(one).color;
    if (rgb(colour)[3] === 0) continue;          // a copy that only carries its underlines
    const [a, b] = [light(colour), light(behind(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) problems.push(`contrast ${ratio.toFixed(2)}: ${one.outerHTML.slice(0, 80)}`);
  }
  for (const one of document.querySelectorAll("button, summary, input, select, textarea, .rail a, .counts a, .chips a, .options label")) {
    const box = one.getBoundingClientRect();
    const own = one.closest(".options label, .pick label")?.getBoundingClientRect() || box;
    if (box.height && (own.height < 24 || own.width < 24)) problems.push(`small target ${own.width.toFixed()}x${own.height.toFixed()}: ${one.outerHTML.slice(0, 80)}`);
  }
  return problems;
}
