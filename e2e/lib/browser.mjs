// Debian's chromium, driven by playwright-core. A page that reports a script error or a refused policy fails its journey.

import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The sizes a page is looked at: a desk, a technician's phone, the narrowest that must work. */
export const SIZES = {
  desk: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
};

/** Starts the browser; gives {person(options), close()}. */
export async function browser() {
  const running = await chromium.launch({
    executablePath: process.env.CABILDO_CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  return {
    person: (options) => person(running, options),
    close: () => running.close(),
  };
}

/**
 * Somebody with a browser window of their own: no shared cookies.
 * `problems()` lists what the pages complained about so far, and requests to other hosts.
 */
async function person(running, { url, size = "desk", locale = "es-SV", theme = "light", script = true } = {}) {
  const context = await running.newContext({
    baseURL: url,
    viewport: SIZES[size],
    locale,
    colorScheme: theme,
    javaScriptEnabled: script,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused form answers 4xx on purpose, and leaving a page breaks off what it was fetching: both are mentioned.
    const expected = /^Failed to load resource|htmx:error: Failed to fetch/.test(message.text());
    if (message.type() === "error" && !expected) problems.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const host = new URL(request.url());
    const own = host.protocol === "data:" || host.protocol === "blob:" || !url || host.origin === new URL(url).origin;
    if (!own) problems.push(`request to another host: ${request.url()}`);
  });
  return { page, context, problems: () => problems, close: () => context.close() };
}
