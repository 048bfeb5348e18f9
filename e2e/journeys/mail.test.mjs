// Mail as the administrator and the chief see it: an account whose server is away, a request that wants a receipt, the
// outbox that keeps it.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { SIZES } from "../lib/browser.mjs";
import { signIn } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { demonstration } from "../lib/stage.mjs";

const { server, chromium, login } = await demonstration();

/** Nothing for axe, nothing wider than a phone, and a picture of both. */
async function looks(page, name) {
  await accessible(page, name);
  await shot(page, name);
  await page.setViewportSize(SIZES.phone);
  await accessible(page, `${name} (phone)`);
  await fits(page, name);
  await shot(page, `${name}-phone`);
  await page.setViewportSize(SIZES.desk);
}

/** Port 9 of this machine is nobody's. */
async function account(page, kind, address) {
  await page.goto(`/mail/accounts/new?kind=${kind}`);
  await looks(page, `mail-new-${kind}`);
  await page.locator("#f-address").fill(address);
  await page.locator("#f-host").fill("127.0.0.1");
  await page.locator("#f-port").fill("9");
  await page.locator("#f-tls").selectOption("none");
  await page.locator("#f-user_name").fill("mesa");
  await page.locator("#f-account_password").fill("clave");
  await page.locator("#f-escape").fill("2600-0000");
  if (kind === "in") await page.locator("#f-begins").selectOption({ index: 1 });
  await page.locator("main form button.primary").click();
}

journey("accounts are kept, tried out, and what cannot leave waits in the outbox", async () => {
  const admin = login("administra");
  const { page, problems, close } = await chromium.person({ url: server.url, locale: "es-SV" });
  await signIn(page, admin.user, admin.password);
  await account(page, "out", "mesa@alcaldia.example");
  await account(page, "in", "mesa@alcaldia.example");
  await looks(page, "mail-account");
  assert.equal(await page.locator("#f-account_password").inputValue(), "", "a password is never shown again");
  await page.locator("form[action$='/trial'] button").click();
  await page.locator("[role=status] .note.bad").waitFor();
  await looks(page, "mail-account-tried");
  await page.goto("/institution");
  const form = await page.locator("main a[href*='/help/']").getAttribute("href");

  const stranger = await chromium.person({ url: server.url, locale: "es-SV" });
  await stranger.page.goto(new URL(form).pathname);
  const choices = stranger.page.locator("main a[href*='procedure=soporte_tecnico']");
  if (await choices.count()) await choices.first().click();
  await stranger.page.locator("[name=name]").fill("Marta Ruiz");
  await stranger.page.locator("[name=contact]").fill("marta@correo.example");
  await stranger.page.locator("[name=unidad]").selectOption({ index: 1 });
  await stranger.page.locator("[name=tipo_ayuda]").selectOption({ index: 1 });
  await stranger.page.locator("main form button.primary").click();
  await stranger.page.waitForURL("**/sent");
  await stranger.close();

  await page.goto("/mail");
  await page.getByText("Recibimos su solicitud").first().waitFor();
  await looks(page, "mail");
  await page.getByText("Recibimos su solicitud").first().click();
  await looks(page, "mail-letter");
  assert.match(await page.locator("main").innerText(), /\/track\//);
  await page.goto("/account");
  await looks(page, "account-mail");
  assert.deepEqual(problems().filter((p) => !p.includes("422")), []);
  await close();
});
