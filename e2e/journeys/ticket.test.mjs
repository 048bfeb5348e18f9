// The main job: from an empty folder to a signed ticket in the folder of the month, with two technicians at once.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { add, ask, enter, found, scribble, send, work } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

const { server, chromium } = await stage();

journey("a request becomes a signed ticket in the folder of the month", async () => {
  const url = server.url;
  const rosa = await chromium.person({ url });
  await found(rosa.page, server.setup);
  const links = {
    beto: await add(rosa.page, { name: "Beto Rivas", login: "beto", role: "Personal técnico de TIM" }),
    carla: await add(rosa.page, { name: "Carla Paz", login: "carla", role: "Personal técnico de TIM" }),
    ana: await add(rosa.page, { name: "Ana Flores", login: "ana", role: "Persona empleada" }),
  };
  const beto = await chromium.person({ url, size: "phone" });
  const carla = await chromium.person({ url });
  const ana = await chromium.person({ url });
  for (const [login, person] of Object.entries({ beto, carla, ana })) await enter(person, links[login], login);

  // A form without the obligatory fields comes back with what was typed.
  await ana.page.goto("/requests/new?procedure=soporte_tecnico");
  await ana.page.locator("main form.sheet").evaluate((form) => (form.noValidate = true));
  await ana.page.selectOption("[name=unidad]", "");
  await ana.page.fill("[name=detalle]", "Solo el detalle");
  await send(ana.page, "main form.sheet button.primary");
  assert.equal(await ana.page.inputValue("[name=detalle]"), "Solo el detalle");
  assert.equal(await ana.page.locator(".field.wrong").count(), 2, "unit and kind are named");
  const told = await ana.page.locator("[role=alert]").innerText();
  assert.ok(told.includes("Unidad:") && told.includes("Tipo de ayuda:"), `the summary names both: ${told}`);
  await accessible(ana.page, "refused request");
  await shot(ana.page, "request-refused");

  // The queue fills by itself, without reloading.
  await beto.page.goto("/queue");
  await shot(beto.page, "queue-empty-phone");
  const first = await ask(ana.page, { detail: "No imprime desde ayer" });
  await shot(ana.page, "request-sent");
  await beto.page.getByText(first).first().waitFor({ timeout: 10_000 });
  const second = await ask(ana.page, { kind: "Red o internet", detail: "Sin internet" });
  await beto.page.getByText(second).first().waitFor({ timeout: 10_000 });
  await shot(beto.page, "queue-phone");
  await carla.page.goto("/queue");
  await shot(carla.page, "queue-desk");

  // Both press at once: two different cases, oldest first, none twice.
  const next = "main form[action='/queue/next'] button";
  await Promise.all([send(beto.page, next), send(carla.page, next)]);
  const taken = await Promise.all([beto, carla].map((p) => p.page.locator("h1").innerText()));
  assert.deepEqual([...taken].sort(), [first, second]);

  // On the phone: arrive, note, close.
  await shot(beto.page, "case-taken-phone");
  await send(beto.page, "form[action$='/arrive'] button");
  await beto.page.fill("[name=text]", "El rodillo está gastado");
  await send(beto.page, "form[action$='/notes'] button");
  await fits(beto.page, "case on the phone");
  await work(beto.page);
  // Closing without the solution is refused; what was typed stays.
  await beto.page.locator("tr.now form").first().evaluate((form) => (form.noValidate = true));
  await work(beto.page, { problema: "Rodillo gastado" });
  assert.equal(await beto.page.inputValue("tr.now [name=problema]"), "Rodillo gastado");
  await shot(beto.page, "case-refused-phone");
  await work(beto.page, { problema: "Rodillo gastado", solucion: "Se cambió el rodillo" });
  await work(beto.page);

  // The paper is a one-page PDF that lacks its signature.
  const pdf = await beto.page.locator("a[href$='.pdf']").first().getAttribute("href");
  const answer = await beto.context.request.get(pdf);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
  await beto.page.goto("/folders");
  await beto.page.locator("main table a").first().click();
  await beto.page.waitForLoadState();
  assert.match(await beto.page.locator("main").innerText(), /[Ff]alta firma/);
  await shot(beto.page, "folder-unsigned-phone");

  // The user signs on the technician's screen; then it is filed and over.
  await beto.page.goto("/queue");
  const number = taken[0];
  await beto.page.goto(`/search?q=${number}`);
  assert.match(beto.page.url(), /\/cases\//, "an exact number opens its case");
  await beto.page.locator("a[href$='/sign']").first().click();
  await beto.page.waitForLoadState();
  await accessible(beto.page, "signing");
  await scribble(beto.page);
  await shot(beto.page, "sign-phone");
  await send(beto.page, "main form button.primary");
  await shot(beto.page, "case-signed-phone");
  await work(beto.page);
  await accessible(beto.page, "filed case");
  await fits(beto.page, "filed case");
  await shot(beto.page, "case-filed-phone");
  await beto.page.setViewportSize({ width: 1280, height: 900 });
  await shot(beto.page, "case-filed-desk");
  assert.equal(await beto.page.locator("tr.now").count(), 0, "no step is left");

  // The employee sees it done, and only their own.
  await ana.page.goto("/");
  await shot(ana.page, "home-employee");
  assert.match(await ana.page.locator("main").innerText(), new RegExp(number));
  for (const person of [rosa, beto, carla, ana]) assert.deepEqual(person.problems(), []);
});
