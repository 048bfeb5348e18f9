// A test that ends: what hangs for two minutes has failed. (Debian 12's node has no --test-timeout yet.)

import { test } from "node:test";

const LIMIT_MS = 120_000;

/** One thing a person does, told as a sentence. */
export function journey(sentence, act) {
  test(sentence, { timeout: LIMIT_MS }, act);
}
