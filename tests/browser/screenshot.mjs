// node screenshot.mjs PAGE WIDTH OUT [--dark] [--height N]
//
// PAGE is a file or an address; OUT is a PNG. The whole page is shown, or only
// its first N pixels.

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

import { launch } from "./support/chromium.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dark: { type: "boolean" }, height: { type: "string" } },
});
const [page, width, out] = positionals;
if (positionals.length !== 3 || !(Number(width) > 0) || (values.height && !(Number(values.height) > 0))) {
  console.error("usage: node screenshot.mjs PAGE WIDTH OUT [--dark] [--height N]");
  process.exit(2);
}

const browser = await launch();
try {
  const tab = await browser.newPage({
    viewport: { width: Number(width), height: Number(values.height ?? 900) },
    colorScheme: values.dark ? "dark" : "light",
  });
  await tab.goto(/^(https?|file):/.test(page) ? page : pathToFileURL(resolve(page)).href);
  await tab.screenshot({ path: out, fullPage: values.height === undefined });
} finally {
  await browser.close();
}
