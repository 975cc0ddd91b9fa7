// html-validate finds no fault in the markup of any page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { HtmlValidate } from "html-validate";

import { none } from "./support/none.mjs";
import { pagesOf } from "./support/pages.mjs";
import { build, makeSite, ownSite, repository } from "./support/program.mjs";

const validator = new HtmlValidate({
  root: true,
  // All that the program recommends, and what whole documents must have beside.
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // HTML takes either; small letters are those of all other tags.
    "doctype-style": ["error", { style: "lowercase" }],
    // The site's own style sheet needs no hash: who could change it could change the page.
    "require-sri": ["error", { target: "crossorigin" }],
    // How long a headline is, is its editor's matter; search engines cut by width, not by letters.
    "long-title": "off",
  },
});

/** The faults of every page below `folder`. */
async function faults(folder) {
  const pages = pagesOf(folder);
  assert.ok(pages.length > 0, "there are pages");
  const found = [];
  for (const page of pages) {
    const { results } = await validator.validateString(readFileSync(join(folder, page), "utf8"), page);
    for (const { messages } of results) {
      found.push(...messages.map(({ ruleId, message, line, column }) => `${page}:${line}:${column}: ${ruleId}: ${message}`));
    }
  }
  return found;
}

test("faults of markup are seen", async () => {
  const site = makeSite({
    "site.toml": 'title = "صحيفة"\n',
    "seeds/a.txt": '+++\ntitle = "أول"\n+++\n\nنص.\n',
    "static/b.html": '<!doctype html><html lang="ar"><title>ص</title><p id="a"><p id="a"><img src="i.png"></html>',
  });
  const found = (await faults(build(site))).filter((fault) => fault.startsWith("b.html:"));
  for (const rule of ["no-dup-id", "no-implicit-close", "wcag/h37"]) {
    assert.ok(found.some((fault) => fault.includes(` ${rule}: `)), `${rule} in ${found.join("\n")}`);
  }
});

test("html-validate finds no fault on any page of the demonstration site", async () => {
  none(await faults(ownSite()));
});

test("html-validate finds no fault on any page of a site that uses everything", async () => {
  none(await faults(build(join(repository, "tests", "sites", "newsroom"))));
});

test("html-validate finds no fault on any page of a site in several languages", async () => {
  const seed = (title) => `+++\ntitle = "${title}"\ndate = 2026-01-01\ntags = "a"\n+++\n\nنص.\n`;
  const site = makeSite({
    "site.toml":
      'title = "صحيفة"\nbase_url = "https://example.org/"\n' +
      '[[edition]]\nlanguage = "en"\n',
    "seeds/news/a.txt": seed("خبر"),
    "seeds/en/news/a.txt": seed("News"),
  });
  none(await faults(build(site)));
});

test("html-validate finds no fault on the pages of a listing that has several", async () => {
  const seed = (n) => `+++\ntitle = "خبر ${n}"\ndate = 2026-01-0${n}\ntags = "ذهب"\n+++\n\nنص من كلمات.\n`;
  const site = makeSite({
    "site.toml": 'title = "صحيفة"\nbase_url = "https://example.org/"\n[listings]\nsize = 1\n',
    ...Object.fromEntries([1, 2, 3, 4].map((n) => [`seeds/news/${n}.txt`, seed(n)])),
  });
  none(await faults(build(site)));
});
