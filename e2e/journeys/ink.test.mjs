// The other way to sign: print, ink, scan back by QR. And the main path without any script.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { accessible } from "../lib/axe.mjs";
import { add, ask, enter, found, send, work } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

const { server, chromium } = await stage();

journey("a ticket signed in ink is scanned back and filed, without script", async () => {
  const url = server.url;
  const rosa = await chromium.person({ url });
  await found(rosa.page, server.setup);
  const links = {
    beto: await add(rosa.page, { name: "Beto Rivas", login: "beto", role: "Personal técnico de TIM" }),
    ana: await add(rosa.page, { name: "Ana Flores", login: "ana", role: "Persona empleada" }),
  };
  const beto = await chromium.person({ url, script: false });
  const ana = await chromium.person({ url, script: false });
  for (const [login, person] of Object.entries({ beto, ana })) await enter(person, links[login], login);
  const number = await ask(ana.page);
  await beto.page.goto("/queue");
  await send(beto.page, "main form[action='/queue/next'] button");
  await work(beto.page);
  await work(beto.page, { problema: "Atasco de papel", solucion: "Se retiró la hoja" });
  await work(beto.page);

  const pdf = await beto.page.locator("a[href$='.pdf']").first().getAttribute("href");
  const sheet = join(server.data, "ticket.pdf");
  await writeFile(sheet, await (await beto.context.request.get(pdf)).body());
  const scan = join(server.data, "scan");
  await promisify(execFile)("pdftoppm", ["-r", "120", "-png", "-singlefile", sheet, scan]);
  await beto.page.goto("/scans");
  await beto.page.setInputFiles("input[type=file]", [{ name: "hoja.png", mimeType: "image/png", buffer: await readFile(`${scan}.png`) }]);
  await send(beto.page, "main form.sheet button.primary");
  assert.match(await beto.page.locator("main").innerText(), new RegExp(number));
  await shot(beto.page, "scans-matched");

  await beto.page.goto(`/search?q=${number}`);
  await work(beto.page);
  assert.equal(await beto.page.locator("tr.now").count(), 0, "no step is left");

  // A correction afterwards voids the signature, visibly, and brings the case back.
  await beto.page.locator("details:has(form[action$='/corrections']) summary").click();
  const fix = beto.page.locator("form[action$='/corrections']");
  await fix.locator("[name=solucion]").fill("Se retiró la hoja y se limpió la bandeja");
  await fix.locator("[name=reason]").fill("Faltaba un dato");
  await send(beto.page, "form[action$='/corrections'] button");
  assert.ok((await beto.page.locator("tr.now").count()) === 1, "the case is back at the printing");
  assert.match(await beto.page.locator("main").innerText(), /anulad/i);
  await shot(beto.page, "case-corrected");
  for (const person of [rosa, beto, ana]) assert.deepEqual(person.problems(), []);
});

journey("a picture without a code waits with its reason", async () => {
  const beto = await chromium.person({ url: server.url });
  const { signIn, PASSWORD } = await import("../lib/house.mjs");
  await signIn(beto.page, "beto", PASSWORD);
  await beto.page.goto("/scans");
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");
  await beto.page.setInputFiles("input[type=file]", [{ name: "nada.png", mimeType: "image/png", buffer: png }]);
  await send(beto.page, "main form.sheet button.primary");
  assert.equal(await beto.page.locator("input[name=code]").count(), 1, "its code can be typed");
  await accessible(beto.page, "scans");
});
