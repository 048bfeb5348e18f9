// A draft changed as the table it is: by the form of a row, by moving rows, and seen again as text.

import assert from "node:assert/strict";
import { accessible, fits } from "../lib/axe.mjs";
import { SIZES } from "../lib/browser.mjs";
import { found, send } from "../lib/house.mjs";
import { journey } from "../lib/journey.mjs";
import { shot } from "../lib/shots.mjs";
import { stage } from "../lib/stage.mjs";

const { server, chromium } = await stage();

const drawn = (page) => page.locator("#editor-flow svg").textContent();
const row = (page, words) => page.locator("table.editing tbody tr").filter({ hasText: words });

/** Begins a draft of the shipped manual and opens its support procedure. Gives the editor's address. */
async function begin(page) {
  await page.goto("/manuals");
  await send(page, "main form[action='/manuals'] button[name=pack][value=usulutan]");
  await page.goto(`${new URL(page.url()).pathname}/procedures/soporte_tecnico`);
  return new URL(page.url()).pathname;
}

journey("a finding is mended by form, a row is moved, and chart and text follow", async () => {
  const { page, problems, close } = await chromium.person({ url: server.url });
  await found(page, server.setup);
  const here = await begin(page);

  // What is wrong stands beside its row as one types, before anything is kept.
  await row(page, "Atiende en el lugar").getByRole("link", { name: "Editar" }).click();
  await page.getByLabel("Texto", { exact: true }).fill("");
  await page.locator("#editor-found").getByText("está vacío").waitFor();
  await page.getByLabel("Texto", { exact: true }).fill("Visita la unidad");
  await page.locator("#editor-found").getByText("No falta nada.").waitFor();
  assert.match(await drawn(page), /Visita la unidad/, "the chart is redrawn as one types");
  await page.selectOption("[name=destino]", { label: "9. Fin" });
  await page.locator("#editor-found [data-mood=bad]").first().waitFor();
  await accessible(page);
  await shot(page, "editor-row");
  await send(page, ".editor .thumb button.primary");
  assert.match(await page.locator("#editor-found").innerText(), /error/i, "errors are kept and said");
  await shot(page, "editor-errors");

  // Mended by the same form.
  await row(page, "Visita la unidad").getByRole("link", { name: "Editar" }).click();
  await page.selectOption("[name=destino]", "");
  await send(page, ".editor .thumb button.primary");
  assert.match(await page.locator("#editor-found").innerText(), /No falta nada/);

  // Moved by the arrow, then dragged back: numbers stay, the chart changes.
  const before = await drawn(page);
  await Promise.all([page.waitForEvent("load"), row(page, "Imprime el ticket").getByRole("button", { name: "Bajar" }).click()]);
  assert.notEqual(await drawn(page), before, "the chart follows the rows");
  assert.equal((await row(page, "Imprime el ticket").locator("th").innerText()).trim(), "6");
  // Both in sight: a page that scrolls between press and move would drag another row.
  await row(page, "Firma el ticket").scrollIntoViewIfNeeded();
  await Promise.all([page.waitForEvent("load"), row(page, "Imprime el ticket").locator("th").dragTo(row(page, "Firma el ticket").locator("th"))]);
  assert.equal(await drawn(page), before, "and back");

  // The text says it, and is checked line by line.
  await page.goto(`${here}/source`);
  const text = await page.locator("#f-source").inputValue();
  assert.match(text, /actividad: Visita la unidad/);
  await page.locator("#f-source").fill(text.replace("firma: ticket", "firma: tiquete"));
  await page.locator("#editor-found").getByText("tiquete").first().waitFor();
  assert.ok(await page.locator(".gutter .bad").count(), "the line is marked");
  await accessible(page);
  await shot(page, "editor-source");
  assert.deepEqual(problems(), []);
  await close();
});

journey("the editor works without script and fits a phone, light and dark", async () => {
  const rosa = await chromium.person({ url: server.url, script: false });
  await rosa.page.goto("/sign-in");
  await rosa.page.fill("[name=login]", "rosa");
  await rosa.page.fill("[name=password]", "la mula baja despacio al rio");
  await send(rosa.page, "main form button.primary");
  const here = await begin(rosa.page);
  await rosa.page.goto(`${here}/rows/new?after=4`);
  await rosa.page.fill("[name=texto]", "Avisa a la jefatura");
  await rosa.page.fill("[name=responsable]", "Personal técnico de TIM");
  await send(rosa.page, ".editor .thumb button.primary");
  await rosa.page.locator("#fields > summary").click();
  await rosa.page.fill("[name='new.etiqueta']", "Hora del aviso");
  await send(rosa.page, "button[value='add:formulario']");
  assert.equal(await rosa.page.locator("[name='formulario.hora_aviso.etiqueta']").inputValue(), "Hora del aviso");
  for (const size of ["phone", "narrow"]) {
    await rosa.page.setViewportSize(SIZES[size]);
    for (const path of ["", "/rows/r5", "/source", "/rows/new"]) {
      await rosa.page.goto(here + path);
      await fits(rosa.page);
      if (size === "phone") await shot(rosa.page, `editor-phone${path.replaceAll("/", "-")}`);
    }
  }
  await rosa.close();
});
