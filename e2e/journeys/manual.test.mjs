// The manual is the program: a text is imported, its gaps are mended, the council's act is written down, a case runs by
// it, and a control body sees how it was followed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { accessible, fits } from "../lib/axe.mjs";
import { SIZES } from "../lib/browser.mjs";
import { add, choose, enter, found, send, work } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

/** In the dialect of the manual, with two gaps: a return to a row that is not there, and a paper that nobody makes. */
const MANUAL = `AÑO 2026

“MANUAL DE PRÉSTAMO DE EQUIPO”

ALCALDIA MUNICIPAL
DE PRUEBA


Manual de Préstamos	Fecha de aprobación: 05/2026
PROCESO:	Préstamo de proyectores

No.	Responsable	Actividad	Especificaciones
1	INICIO		
2	Usuaria de la unidad	Pide un proyector	Escribe el día y el lugar de la reunión.
3	Personal técnico de TIM	Toma el pedido	Por orden de llegada.
4	Personal técnico de TIM	Revisa el proyector	Enciende la lámpara y limpia el filtro.
5	Personal técnico de TIM	Prueba la imagen	Si la imagen no es nítida, regresar al paso 50.
6	Personal técnico de TIM	Entrega el proyector	Lo lleva al lugar de la reunión.
7	Usuaria de la unidad	Firma el acta de entrega	
8	FIN		
`;

const { server, chromium } = await stage();

/** Nothing for axe to find, nothing wider than a phone; a picture of both sizes. */
async function looked(page, name) {
  await accessible(page, name);
  await shot(page, `manual-${name}`);
  for (const size of ["narrow", "phone"]) {
    await page.setViewportSize(SIZES[size]);
    await fits(page, `${name} (${size})`);
  }
  await shot(page, `manual-${name}-phone`);
  await page.setViewportSize(SIZES.desk);
}

const pressed = (page, name) => Promise.all([page.waitForEvent("load"), page.getByRole("button", { name }).first().click()]);
const words = (page) => page.locator("main").innerText();
const row = (page, words) => page.locator("table.editing tbody tr").filter({ hasText: words });
const question = (page, text) => page.locator("main section").filter({ hasText: text });

/** Pastes the text, mends both gaps where the findings lead, and leaves the version ready for review. */
async function imported(page) {
  await page.goto("/manuals/import");
  await looked(page, "import");
  await page.fill("[name=text]", MANUAL);
  await send(page, "main form.sheet button.primary");
  const findings = new URL(page.url()).pathname;
  assert.match(findings, /\/findings$/, "an import leads to what is open in it");
  assert.equal(await page.locator("main form[action$='/answers']").count(), 2, "each gap is a question");
  await looked(page, "findings");

  // What the text does not say is asked of a person, in the row itself: the way back becomes a question with two answers.
  const lost = question(page, "paso 50");
  assert.match(await lost.innerText(), /Si la imagen no es nítida, regresar al paso 50/, "the source row stands beside it");
  await lost.getByRole("link").first().click();
  await page.waitForLoadState();
  await looked(page, "row");
  await page.getByLabel("Especificaciones").fill("Si la imagen no es nítida, regresar al paso 4.");
  await send(page, "button[value='add:decide']");
  await page.fill("[name='decide.pregunta']", "¿La imagen es nítida?");
  await page.selectOption("[name='decide.opciones.0.destino']", { label: "6. Entrega el proyector" });
  await page.selectOption("[name='decide.opciones.1.destino']", { label: "4. Revisa el proyector" });
  await send(page, ".editor .thumb button.primary");
  await row(page, "Prueba la imagen").getByRole("link", { name: "Editar" }).click();
  await page.fill("[name='answer.0']", "Al paso 4: el 50 es un error de imprenta.");
  await send(page, "button[value='answer:0']");

  // The other is answered where it is asked.
  await page.goto(findings);
  await page.getByLabel("Respuesta").fill("El acta la lleva en papel quien entrega; el sistema no la imprime.");
  await pressed(page, /^Responder/);
  await looked(page, "findings-answered");
  assert.equal(await page.locator("main form[action$='/answers']").count(), 0, "no question is left");
  return findings.replace("/findings", "");
}

/** Review, the council's act, in force today. */
async function approved(page, manual) {
  await page.goto(manual);
  await looked(page, "draft");
  await pressed(page, "Dar por revisada");
  await page.locator(`main a[href='${manual}/approval']`).click();
  await page.waitForLoadState();
  const today = await page.inputValue("[name=valid_from]");
  const act = { minutes: "ONCE", resolution: "XI", body: "Concejo Municipal", approved_on: today, hour: "16:00", signatories: "Alcaldía Municipal\nPrimera Regiduría\nSecretaría Municipal" };
  for (const [name, value] of Object.entries(act)) await page.fill(`[name=${name}]`, value);
  await looked(page, "approval");
  await send(page, "main form.sheet button.primary");
  assert.match(await words(page), /Vigente/, "today's approval puts it in force at once");
  assert.match(await words(page), /ONCE · XI · Concejo Municipal/, "with the council's act");
  await looked(page, "in-force");
  const printed = await page.request.get(`${manual}/manual.pdf`);
  assert.equal(printed.headers()["content-type"], "application/pdf");
}

/** Asks for a projector; gives the case's number. */
async function asked(page) {
  await page.goto("/requests/new?procedure=prestamo_proyectores");
  await looked(page, "request");
  await choose(page, "[name=unidad]", "Tesorería Municipal");
  await send(page, "main form.sheet button.primary");
  return page.locator(".number").innerText();
}

journey("a text becomes a manual in force, a case runs by it, and the auditor takes the month along", async () => {
  const url = server.url;
  const rosa = await chromium.person({ url });
  await found(rosa.page, server.setup);
  await approved(rosa.page, await imported(rosa.page));

  const people = { beto: "Personal técnico de TIM", ana: "Persona empleada", marta: "Auditoría" };
  const links = {};
  for (const [login, role] of Object.entries(people)) links[login] = await add(rosa.page, { name: `${login} de Prueba`, login, role });
  const [beto, ana, marta] = await Promise.all([chromium.person({ url, size: "phone" }), chromium.person({ url }), chromium.person({ url })]);
  for (const [login, person] of Object.entries({ beto, ana, marta })) await enter(person, links[login], login);

  const number = await asked(ana.page);
  await beto.page.goto("/queue");
  await send(beto.page, "main form[action='/queue/next'] button");
  assert.equal(await beto.page.locator("h1").innerText(), number);
  await looked(beto.page, "case");
  await work(beto.page);
  await answered(beto.page, "No");
  assert.match(await beto.page.locator("tr.now").innerText(), /Revisa el proyector/, "the answer leads back, as the row says");
  await work(beto.page);
  await answered(beto.page, "Sí");
  await work(beto.page);
  await ana.page.goto("/");
  await ana.page.getByRole("link", { name: number }).first().click();
  await ana.page.waitForLoadState();
  await looked(ana.page, "signing");
  await work(ana.page);
  assert.equal(await ana.page.locator("tr.now").count(), 0, "no step is left");
  await audited(marta, number);
  for (const person of [rosa, beto, ana, marta]) assert.deepEqual(person.problems(), []);
});

/** Answers the question of the present step. */
async function answered(page, answer) {
  await page.selectOption("tr.now [name=answer]", answer);
  await work(page);
}

/** Who only reads: the month, the file of the case, everything of it as an archive. */
async function audited({ page }, number) {
  await page.goto("/conformance");
  await looked(page, "conformance");
  await page.getByRole("link", { name: /Préstamo de proyectores/ }).click();
  await page.waitForLoadState();
  assert.match(await words(page), new RegExp(number), "the case of the month is there");
  await looked(page, "conformance-procedure");

  await page.getByRole("link", { name: number }).click();
  await page.waitForLoadState();
  await looked(page, "audited-case");
  assert.equal(await page.locator("main form[method=post]").count(), 0, "who audits changes nothing");
  const file = await page.locator("main a[href$='/file.pdf']").first().getAttribute("href");
  const pdf = await page.request.get(file);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");

  await page.goBack();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main a[href*='/archive']").first().click()]);
  assert.match(download.suggestedFilename(), /prestamo_proyectores.*\.zip$/);
  const zip = await readFile(await download.path());
  assert.equal(zip.subarray(0, 2).toString(), "PK");
  for (const inside of ["indice.html", "expediente.pdf", "manuales/", "SHA256SUMS"]) assert.ok(zip.includes(inside), `${inside} is in the archive`);
}
