// What every page must be, whoever opens it; run inside it. Answers what is wrong.
(language) => {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const start = (one) => one.outerHTML.slice(0, 100);
  const wrong = (what, ones) => ones.forEach((one) => problems.push(`${what}: ${start(one)}`));

  const headings = all("h1").map((one) => one.textContent.trim());
  if (headings.length !== 1 || !headings[0]) problems.push(`not exactly one h1: ${JSON.stringify(headings)}`);
  if (document.title.split("·").filter((part) => part.trim()).length < 2) problems.push(`title: ${document.title}`);
  if (document.documentElement.lang !== language) problems.push(`lang: ${document.documentElement.lang}`);
  const ids = all("[id]").map((one) => one.id);
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i))) problems.push(`id twice: ${id}`);
  wrong("field without a label", all("input:not([type=hidden]), select, textarea").filter((one) =>
    !one.labels?.length && !one.ariaLabel));
  wrong("described by nothing", all("[aria-describedby], [aria-labelledby]").filter((one) =>
    `${one.getAttribute("aria-describedby") || ""} ${one.getAttribute("aria-labelledby") || ""}`
      .split(" ").some((id) => id && !document.getElementById(id))));
  wrong("link into nothing", all("a[href^='#']").filter((one) => !document.getElementById(one.hash.slice(1))));
  wrong("form that posts without CSRF", all("form[method=post]").filter((one) => !one.querySelector("[name=csrf_token]")?.value));
  wrong("button outside any form that submits nothing", all("button:not([type=button])").filter((one) => !one.form));
  wrong("table without a caption or heads", all("table").filter((one) => !one.caption || !one.querySelector("th[scope]")));
  wrong("link without words", all("a").filter((one) => !one.textContent.trim() && !one.ariaLabel));
  wrong("something loaded from elsewhere", all("[src], link[href]").filter((one) =>
    !/^(\/|data:)/.test(one.getAttribute("src") || one.getAttribute("href"))));
  wrong("style or script in the page", all("[style], style, script:not([src])"));
  return problems;
}
