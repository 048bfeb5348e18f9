// What every file of journeys stands on: a server on an empty folder and a browser, both gone afterwards.

import assert from "node:assert/strict";
import { after } from "node:test";
import { browser } from "./browser.mjs";
import { demo, emptyFolder, serve } from "./server.mjs";

/** A server on an empty folder, with its one-time setup link, and a browser. */
export async function stage() {
  return opened(await serve());
}

/** The same with the demonstration in it; `login(words)` gives who has a role whose name holds the words. */
export async function demonstration() {
  const data = await emptyFolder();
  const logins = await demo(data);
  const login = (words) =>
    logins.find((l) => l.role.toLowerCase().includes(words)) ?? assert.fail(`no ${words} in ${JSON.stringify(logins)}`);
  return { ...(await opened(await serve({ data }))), login };
}

async function opened(server) {
  let chromium;
  after(async () => {
    await chromium?.close();
    await server.stop();
  });
  chromium = await browser();
  return { server, chromium };
}
