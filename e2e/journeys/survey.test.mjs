// Survey-gated closing: solved, asked by a link without an account, back with a bad answer, closed by a good one.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { add, choose, enter, found, send, work } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

const { server, chromium } = await stage();

const INDUPAL = { country: "CO", zone: "America/Bogota", begin: "indupal" };

/** Attends the case and closes it: then the survey is out. */
async function solve(page, url) {
  await page.goto(url);
  await page.selectOption("tr.now [name=answer]", "No");
  await work(page, { evaluacion: "Sin tono" });
  await page.check("tr.now [name=verificado]");
  await work(page, { solucion: "Se cambió el cable" });
}

/** The survey's address as who hands it over reads it. */
async function link(page, url) {
  await page.goto(url);
  assert.equal(await page.locator(".qr svg").count(), 1, "the code is there to be scanned");
  return page.locator("a[href*='/survey/']").first().getAttribute("href");
}

journey("a survey without an account sends a badly solved case back and closes a well solved one", async () => {
  const url = server.url;
  const rosa = await chromium.person({ url });
  await found(rosa.page, server.setup, INDUPAL);
  const unit = "Gestión TIC";
  const links = {
    mesa: await add(rosa.page, { name: "Mesa Uno", login: "mesa", role: "Grupo de soporte", unit }),
    teo: await add(rosa.page, { name: "Teo Gil", login: "teo", role: "Técnico de soporte", unit }),
    coco: await add(rosa.page, {
      name: "Coco Ruiz",
      login: "coco",
      role: "Coordinador del grupo de soporte informático",
      unit,
    }),
    ana: await add(rosa.page, { name: "Ana Flores", login: "ana", role: "Persona empleada", unit }),
  };
  const people = {};
  for (const [login, invitation] of Object.entries(links)) {
    people[login] = await chromium.person({ url });
    await enter(people[login], invitation, login);
  }
  const { mesa, teo, coco, ana } = people;

  await ana.page.goto("/requests/new?procedure=soporte");
  await choose(ana.page, "[name=area]", unit);
  await ana.page.fill("[name=solicitud]", "El teléfono no tiene tono");
  await send(ana.page, "main form.sheet button.primary");
  const number = (await ana.page.locator("main").innerText()).match(/ST-\d{4}-\d{5}/)?.[0];
  assert.ok(number, "the number is there at once");

  await mesa.page.goto("/queue");
  await Promise.all([mesa.page.waitForEvent("load"), mesa.page.getByText(number).first().click()]);
  const place = new URL(mesa.page.url()).pathname;
  await work(mesa.page);
  await mesa.page.selectOption("tr.now [name=tipo_servicio]", "Telefonía IP");
  await mesa.page.selectOption("tr.now [name=nivel]", "Alto");
  await work(mesa.page);
  await solve(teo.page, place);
  assert.equal(await teo.page.locator(".qr").count(), 0, "who attended it gets no link");
  const first = await link(coco.page, place);
  assert.ok((await coco.page.locator("main").innerText()).includes("Solucionado"));
  await accessible(coco.page, "case with its survey");
  await shot(coco.page, "survey-case");

  // Whoever attended it is refused even with the link.
  assert.equal((await teo.page.goto(new URL(first).pathname)).status(), 403);

  // On the requester's phone, signed in nowhere.
  const guest = await chromium.person({ url, size: "phone" });
  await guest.page.goto(new URL(first).pathname);
  await accessible(guest.page, "survey");
  await fits(guest.page, "survey on the phone");
  await shot(guest.page, "survey-phone");
  await guest.page.selectOption("[name=calidad]", "2");
  await guest.page.fill("[name=comentario]", "Sigue sin tono");
  await send(guest.page, "main form.sheet button.primary");
  assert.ok((await guest.page.locator("main").innerText()).includes("regresó"));
  assert.equal(await guest.page.locator("main form.sheet").count(), 0, "the link serves once");

  await teo.page.goto(place);
  const back = await teo.page.locator("main").innerText();
  assert.ok(back.includes("Sigue sin tono"), `the comment came back with it: ${back}`);
  await solve(teo.page, place);
  const second = await link(coco.page, place);
  assert.notEqual(first, second);
  await guest.page.goto(new URL(second).pathname);
  await guest.page.selectOption("[name=calidad]", "5");
  await send(guest.page, "main form.sheet button.primary");
  assert.ok((await guest.page.locator("main").innerText()).includes("quedó cerrado"));
  await shot(guest.page, "survey-thanks");
  await ana.page.goto(place);
  assert.ok((await ana.page.locator("main").innerText()).includes("Cerrado"));
});
