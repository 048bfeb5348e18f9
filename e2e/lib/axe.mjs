// WCAG 2.1 AA by machine: what axe finds on the present page is a failure.

import assert from "node:assert/strict";
import axe from "axe-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/** Fails with a readable list when axe finds anything on the page. */
export async function accessible(page, name = page.url()) {
  // Evaluated by the driver, so the page's own policy stays as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), RULES);
  const list = violations.map((v) => {
    const places = v.nodes.map((n) => `    ${n.target.join(" ")}\n      ${n.failureSummary.replaceAll("\n", "\n      ")}`);
    return `  ${v.id} (${v.impact}): ${v.help}\n${places.join("\n")}`;
  });
  assert.equal(violations.length, 0, `axe finds on ${name}:\n${list.join("\n")}`);
}

/** Fails when the page scrolls sideways: nothing may be wider than the window. */
export async function fits(page, name = page.url()) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${name} is ${content} px wide in a window of ${window} px`);
}
