// Editions: a left-to-right language in a right-to-left site, and the way from one to the other.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { browserTest } from "./support/browser.mjs";
import { build, makeSite } from "./support/program.mjs";

const article = (title, text) => `+++\ntitle = "${title}"\ndate = 2026-05-01\ntags = "x"\n+++\n${text}\n`;

let site;
const at = (path) => {
  site ??= build(
    makeSite({
      "site.toml":
        'title = "صحيفة المدينة"\ndescription = "كل يوم"\n[[section]]\nslug = "news"\ntitle = "أخبار"\n' +
        '[[edition]]\nlanguage = "en"\ntitle = "The City Paper"\n[[edition.section]]\nslug = "news"\ntitle = "News"\n',
      "seeds/news/gold.txt": article("سعر الذهب اليوم", "نص المقال كما كتبه صاحبه في صباح هذا اليوم."),
      "seeds/en/news/gold.txt": article("The price of gold today", "The text as it was written this morning."),
      "seeds/news/alone.txt": article("مقال بلا ترجمة", "نص المقال كما كتبه صاحبه في صباح هذا اليوم."),
    }),
  );
  return pathToFileURL(join(site, path)).href;
};
const direction = (page, selector) =>
  page.locator(selector).first().evaluate((element) => getComputedStyle(element).direction);

browserTest("each edition runs in its own direction, from its own side", {}, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const [path, expected] of [["news/2026/05/gold.html", "rtl"], ["en/news/2026/05/gold.html", "ltr"]]) {
    await page.goto(at(path));
    for (const selector of ["html", "h1", ".article-body p", ".masthead", ".colophon"]) {
      assert.equal(await direction(page, selector), expected, `${path}: ${selector}`);
    }
    const name = await page.locator(".masthead .name").boundingBox();
    const languages = await page.locator(".languages").boundingBox();
    assert.equal(languages.x < name.x, expected === "rtl", `${path}: the languages stand at the line's end`);
  }
});

browserTest("a reader goes to the translation and back, and to the front page where there is none", {}, async ({ page }) => {
  await page.goto(at("news/2026/05/gold.html"));
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(await page.locator("h1").innerText(), "The price of gold today");
  await page.getByRole("link", { name: "العربية" }).click();
  assert.equal(await page.locator("h1").innerText(), "سعر الذهب اليوم");
  await page.goto(at("news/2026/05/alone.html"));
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(page.url(), at("en/index.html"));
});

browserTest("no page of either edition scrolls sideways at 320 px", {}, async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["index.html", "en/index.html", "en/news/index.html", "en/news/2026/05/gold.html", "en/404.html"]) {
    await page.goto(at(path));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${path}: ${over}px`);
  }
});
