// Every page of the demonstration, for each role: nothing for axe to find, nothing wider than a phone, and nothing
// that a role may not see.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { SIZES } from "../lib/browser.mjs";
import { signIn } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { demonstration } from "../lib/stage.mjs";

const { server, chromium, login } = await demonstration();

/** The registers behind the steps. */
const REGISTERS = ["/equipment", "/contracts", "/accesses?person=Persona%20de%20Catastro", "/mailboxes", "/backups", "/logbooks"];

/** The pages a role sees, following one link of each list. */
const PAGES = {
  "técnico": ["/queue", "/folders", "/scans", "/procedures", "/account", "/notices", "/search?q=TIM", "/requests/new", ...REGISTERS],
  jefatura: ["/overview", "/mail", "/schedules", "/plans", "/manuals", "/manuals/import", "/laws"],
  administra: ["/people", "/people/new", "/units", "/institution", "/jobs", "/procedures", "/mail", "/mail/accounts/new?kind=in", "/mail/accounts/new?kind=out"],
  auditor: ["/audit", "/folders", "/conformance"],
  emplead: ["/", "/requests/new"],
};

/** Lists whose first entry is a page of its own. */
const DEEPER = ["/equipment", "/contracts", "/mailboxes", "/conformance", "/folders", "/search?q=TIM", "/procedures", "/people", "/manuals"];

async function addresses(page, paths) {
  const all = [...paths];
  for (const path of paths.filter((p) => DEEPER.includes(p))) {
    await page.goto(path);
    const link = page.locator("main table a[href^='/'], main ul a[href^='/']").first();
    if (await link.count()) all.push(await link.getAttribute("href"));
  }
  return all;
}

for (const [role, paths] of Object.entries(PAGES)) {
  for (const locale of ["es-SV", "en-US"]) {
    journey(`the pages of ${role} are accessible and fit a phone: ${locale}`, async () => {
      const who = login(role);
      const { page, problems, close } = await chromium.person({ url: server.url, locale });
      await signIn(page, who.user, who.password);
      if (locale === "en-US") await page.locator("form[action='/language'] button[value=en]").click();
      for (const path of await addresses(page, paths)) {
        const answer = await page.goto(path);
        assert.equal(answer.status(), 200, path);
        const name = `${role}${path}-${locale}`.replaceAll(/[^\wáéíóú-]+/g, "_").slice(0, 60);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await accessible(page, `${path} (${locale}, ${colorScheme})`);
          if (locale === "es-SV") await shot(page, `${name}-${colorScheme}`);
        }
        for (const size of ["phone", "narrow"]) {
          await page.setViewportSize(SIZES[size]);
          await fits(page, `${path} (${size})`);
          if (locale === "es-SV" && size === "phone") await shot(page, `${name}-phone`);
        }
        await page.setViewportSize(SIZES.desk);
        await page.emulateMedia({ colorScheme: "light" });
      }
      assert.deepEqual(problems(), []);
      await close();
    });
  }
}

journey("each role is kept out of what is not theirs", async () => {
  const closed = {
    emplead: ["/equipment", "/accesses", "/queue", "/folders", "/scans", "/overview", "/people", "/units", "/jobs", "/audit"],
    "técnico": ["/overview", "/people", "/units", "/jobs", "/audit"],
    jefatura: ["/people", "/units", "/jobs", "/audit"],
    administra: ["/queue", "/scans", "/overview", "/audit"],
    auditor: ["/queue", "/scans", "/people", "/units", "/jobs"],
  };
  for (const [role, paths] of Object.entries(closed)) {
    const who = login(role);
    const { page, close } = await chromium.person({ url: server.url });
    await signIn(page, who.user, who.password);
    for (const path of paths) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 403, `${role} at ${path}`);
    }
    await close();
  }
});

journey("the keyboard takes, walks and searches", async () => {
  const who = login("técnico");
  const { page, close } = await chromium.person({ url: server.url });
  await signIn(page, who.user, who.password);
  await page.goto("/queue");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await page.locator("[data-rows] tr.here").count(), 1);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
  await page.goto("/queue");
  await Promise.all([page.waitForURL(/\/cases\//), page.keyboard.press("t")]);
  await close();
});

journey("somebody without an account asks at the public form and follows the case by its link", async () => {
  const { page, problems, close } = await chromium.person({ url: server.url, size: "phone" });
  await page.goto("/help/demo");
  await accessible(page, "what to ask for");
  await page.getByRole("link", { name: "Soporte Técnico" }).click();
  await accessible(page, "public form");
  await page.fill("[name=name]", "Vecina de prueba");
  await page.fill("[name=contact]", "7000-0000");
  const unit = await page.locator("[name=unidad] option").nth(3).getAttribute("value");
  await page.selectOption("[name=unidad]", unit);
  await page.selectOption("[name=tipo_ayuda]", { index: 2 });
  await page.locator("main form.sheet button.primary").click();
  await page.waitForLoadState();
  await shot(page, "public-sent-phone");
  const track = await page.locator("a[href*='/track/']").first().getAttribute("href");
  await page.goto(track);
  await accessible(page, "tracking");
  await fits(page, "tracking");
  await shot(page, "track-phone");
  assert.match(await page.locator("main").innerText(), /TIM-\d{4}-\d{5}/);
  assert.deepEqual(problems(), []);
  await close();
});
