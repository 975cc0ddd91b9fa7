// Tests that have a browser.

import { after, test } from "node:test";

import { launch } from "./chromium.mjs";

let shared;
after(async () => (await shared)?.close());

/**
 * A test with a page of its own. `settings` are Playwright's of the browser
 * context (`viewport`, `colorScheme`, `javaScriptEnabled` …).
 */
export function browserTest(name, settings, body) {
  test(name, { timeout: 180_000 }, async (t) => {
    shared ??= launch();
    const browser = await shared;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
    context.setDefaultTimeout(15_000);
    t.after(() => context.close());
    await body({ t, context, page: await context.newPage() });
  });
}
