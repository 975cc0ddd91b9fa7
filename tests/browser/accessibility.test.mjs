// axe finds nothing, in light and in dark.

import assert from "node:assert/strict";

import { faults } from "./support/axe.mjs";
import { browserTest } from "./support/browser.mjs";
import { none } from "./support/none.mjs";
import { basePath, host, pageNamed, sectionPagesOf, stayingPagesOf, urlPath } from "./support/pages.mjs";
import { build, makeSite, ownSite, seedStem } from "./support/program.mjs";

browserTest("pale Arabic text of several words is seen as a fault", {}, async ({ page }) => {
  await page.setContent(
    '<!doctype html><html lang="ar" dir="rtl"><title>صفحة</title><body style="background:#fff">' +
      '<main><h1>عنوان الصفحة</h1><p style="color:#bbb">نص باهت من كلمات كثيرة لا تكاد تقرأ</p></main>',
  );
  const found = await faults(page);
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0], /^color-contrast: /);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`axe finds no fault on any page in ${colorScheme} colours`, { colorScheme }, async ({ t, page }) => {
    const site = ownSite();
    const pages = stayingPagesOf(site);
    const sections = sectionPagesOf(site);
    assert.ok(sections.length > 0, "the site has sections");
    for (const kind of ["index.html", sections[0], pageNamed(site, seedStem), "404.html"]) {
      assert.ok(pages.includes(kind), kind);
    }
    const front = await host(t, site, basePath());
    const found = [];
    for (const path of pages) {
      await page.goto(front + urlPath(path));
      found.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
    }
    none(found);
  });
}

browserTest("axe finds no fault on the pages of a listing that has several", {}, async ({ t, page }) => {
  const seed = (n) => `+++\ntitle = "خبر ${n}"\ndate = 2026-01-0${n}\ntags = "ذهب"\n+++\n\nنص من كلمات.\n`;
  const site = build(
    makeSite({
      "site.toml": 'title = "صحيفة"\n[listings]\nsize = 1\n',
      ...Object.fromEntries([1, 2, 3, 4].map((n) => [`seeds/news/${n}.txt`, seed(n)])),
    }),
  );
  const front = await host(t, site);
  const found = [];
  for (const path of ["news/index.html", "news/page/2.html", "tags/ذهب/1.html", "tags/index.html"]) {
    await page.goto(front + urlPath(path));
    assert.equal(await page.locator(".pager a").count() > 0, path !== "tags/index.html", path);
    found.push(...(await faults(page)).map((fault) => `${path}: ${fault}`));
  }
  none(found);
});

browserTest("the dark colours are dark and the light ones are light", {}, async ({ t, page }) => {
  const front = await host(t, ownSite(), basePath());
  const lightness = async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(front);
    return page.evaluate(() => {
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      for (const element of [document.documentElement, document.body]) {
        canvas.fillStyle = getComputedStyle(element).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return alpha === 0 ? 255 : (red + green + blue) / 3;
    });
  };
  assert.ok((await lightness("light")) > 200);
  assert.ok((await lightness("dark")) < 80);
});

browserTest("the keyboard's first stop skips to the text", {}, async ({ t, page }) => {
  await page.goto((await host(t, ownSite(), basePath())) + urlPath(pageNamed(ownSite(), seedStem)));
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(target ?? "", /^#./, "a skip link comes first");
  assert.ok(await page.locator(target).evaluate((element) => element.matches("main, main *")), target);
});
