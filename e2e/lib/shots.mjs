// Pictures of the pages for people to look at: SHOTS=1 cargo xtask e2e. They land in e2e/shots, which git ignores.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../shots/", import.meta.url));

/** Takes a picture of the whole page, when pictures are asked for. */
export async function shot(page, name) {
  if (process.env.SHOTS !== "1") return;
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: true });
}
