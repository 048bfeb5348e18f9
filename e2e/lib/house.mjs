// What people do before a journey begins: found the town hall, add who works there, sign in.

import assert from "node:assert/strict";

export const PASSWORD = "la mula baja despacio al rio";

/** Fills in the one-time setup page; the administrator is signed in afterwards. */
export async function found(
  page,
  setup,
  { country = "SV", zone = "America/El_Salvador", begin = "usulutan" } = {},
) {
  await page.goto(setup);
  await page.fill("[name=institution]", "Alcaldía Municipal de Prueba");
  await page.selectOption("[name=country]", country);
  await page.selectOption("[name=zone]", zone);
  await page.fill("[name=opens]", "08:00");
  await page.fill("[name=closes]", "16:00");
  await page.fill("[name=name]", "Rosa Campos");
  await page.fill("[name=login]", "rosa");
  await page.fill("[name=password]", PASSWORD);
  await page.check(`[name=begin][value=${begin}]`);
  await send(page, "main form.sheet button.primary");
}

/** Adds somebody with a role (its name on the form) and gives the one-time link with which they choose a password. */
export async function add(page, { name, login, role, unit = "Tesorería Municipal" }) {
  await page.goto("/people/new");
  await page.fill("[name=name]", name);
  await page.fill("[name=login]", login);
  await page.fill("[name=post]", "Puesto de prueba");
  await choose(page, "[name=unit]", unit);
  await page.getByLabel(role, { exact: true }).first().check();
  await send(page, "main form.sheet button.primary");
  if (!(await page.locator("a[href*='/password/']").count())) {
    await page.locator("form[action$='/password-link'] button").click();
    await page.waitForSelector("a[href*='/password/']");
  }
  return page.locator("a[href*='/password/']").first().getAttribute("href");
}

/** Chooses a password by the link and signs in. */
export async function enter(person, link, login) {
  await person.page.goto(link);
  await person.page.fill("[name=password]", PASSWORD);
  await send(person.page, "main form button.primary");
  await signIn(person.page, login, PASSWORD);
}

export async function signIn(page, login, password) {
  await page.goto("/sign-in");
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", password);
  await send(page, "main form button.primary");
  assert.ok(!page.url().includes("/sign-in"), `${login} is signed in`);
}

/** Presses a button that sends a form, and waits for the page that follows. */
export async function send(page, button) {
  await Promise.all([page.waitForEvent("load"), page.locator(button).first().click()]);
}

/** Chooses the option whose words end so: trees of units are indented. */
export async function choose(page, select, words) {
  const value = await page.locator(`${select} option`).evaluateAll(
    (options, words) => options.find((o) => o.textContent.trim().endsWith(words))?.value,
    words,
  );
  assert.ok(value, `${select} offers «${words}»`);
  await page.selectOption(select, value);
}

/** Asks for help; gives the number of the case. */
export async function ask(page, { kind = "Impresora o escáner", detail = "No imprime" } = {}) {
  await page.goto("/requests/new?procedure=soporte_tecnico");
  await choose(page, "[name=unidad]", "Tesorería Municipal");
  await choose(page, "[name=tipo_ayuda]", kind);
  await page.fill("[name=detalle]", detail);
  await send(page, "main form.sheet button.primary");
  const number = (await page.locator("main").innerText()).match(/TIM-\d{4}-\d{5}/)?.[0];
  assert.ok(number, "the number is there at once");
  return number;
}

/** Does the present step of the case on the page, filling the given fields. */
export async function work(page, fields = {}) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`tr.now [name=${name}]`, value);
  await send(page, "tr.now form:not([action$='/arrive']) button");
}

/** Draws a signature with the mouse. */
export async function scribble(page) {
  const pad = page.locator("canvas.pad");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 1; i < 20; i++) {
    await page.mouse.move(box.x + 20 + i * 8, box.y + box.height / 2 + Math.sin(i) * 20);
  }
  await page.mouse.up();
}
