// A fresh folder: the server answers, offers the setup once, and its first pages hold in every size and theme.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { SIZES } from "../lib/browser.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

const { server, chromium } = await stage();

journey("an empty folder offers a one-time setup link on the terminal", () => {
  assert.match(server.setup ?? "", /\/setup/, server.log());
});

journey("the server says that it is well", async () => {
  const answer = await fetch(`${server.url}/healthz`);
  assert.equal(answer.status, 200);
});

for (const size of Object.keys(SIZES)) {
  for (const theme of ["light", "dark"]) {
    journey(`the first pages are accessible: ${size}, ${theme}`, async () => {
      const { page, problems, close } = await chromium.person({ url: server.url, size, theme });
      for (const [name, path] of [["sign-in", "/"], ["setup", server.setup]]) {
        await page.goto(path);
        assert.ok(await page.locator("h1").first().isVisible(), `${name} has a heading`);
        await accessible(page, name);
        await fits(page, name);
        await shot(page, `${name}-${size}-${theme}`);
      }
      assert.deepEqual(problems(), []);
      await close();
    });
  }
}
