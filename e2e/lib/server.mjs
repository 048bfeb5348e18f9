// A server of its own for each journey: the binary just built, an empty folder, a free port. Gone afterwards.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

function binary() {
  const path = process.env.CABILDO_BIN;
  if (!path) throw new Error("CABILDO_BIN is not set: run the journeys with `cargo xtask e2e`");
  return path;
}

/** A port that nobody used a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** An empty data folder. */
export function emptyFolder() {
  return mkdtemp(join(tmpdir(), "cabildo-e2e-"));
}

/** Fills a data folder with the demonstration; gives its logins as {user, password, role}. */
export async function demo(data) {
  const { stdout } = await promisify(execFile)(binary(), ["demo", "--data", data]);
  const logins = stdout
    .split("\n")
    .map((line) => line.trim().split(/\s{2,}|\t/))
    .filter((words) => words.length === 3)
    .map(([user, password, role]) => ({ user, password, role }));
  if (logins.length === 0) throw new Error(`cabildo demo printed no logins:\n${stdout}`);
  return logins;
}

/**
 * Starts `cabildo serve` and waits until it answers.
 * Gives {url, setup, log(), stop()}; `setup` is the one-time link of an empty folder, else undefined.
 * The folder is removed by stop() when it was made here.
 */
export async function serve({ data } = {}) {
  const folder = data ?? (await emptyFolder());
  const port = await freePort();
  const child = spawn(binary(), ["serve", "--data", folder, "--listen", `127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  }
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
    if (!data) await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(url, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  const setup = said.match(/http\S*\/setup(?:\?token=|\/)[\w-]+/)?.[0];
  return { url, data: folder, setup, log: () => said, stop };
}

async function answers(url, child, said) {
  const end = Date.now() + START_LIMIT_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const ok = await fetch(`${url}/healthz`).then((r) => r.ok, () => false);
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server does not answer at ${url}; it said:\n${said()}`);
}
