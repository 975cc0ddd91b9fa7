// Right-to-left pages that fit every screen.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { browserTest } from "./support/browser.mjs";
import { none } from "./support/none.mjs";
import { basePath, host, pageNamed, stayingPagesOf, urlPath } from "./support/pages.mjs";
import { build, makeSite, ownSite, seedStem } from "./support/program.mjs";

const seedPage = () => pathToFileURL(join(ownSite(), pageNamed(ownSite(), seedStem))).href;
const box = (page, selector) => page.locator(selector).first().boundingBox();
const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);

browserTest("the seed's page is an Arabic article with one headline and its three subheads", {}, async ({ page }) => {
  await page.goto(seedPage());
  assert.equal(await page.getAttribute("html", "lang"), "ar");
  assert.equal(await page.getAttribute("html", "dir"), "rtl");
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.locator("main article").count(), 1);
  assert.deepEqual(await page.locator(".article-body h2").allInnerTexts(), [
    "دعم أميركي لقسد؟",
    "زيادة الدعم الأمني والاستخباراتي",
    "هجوم “أهوج” بدون تخطيط",
  ]);
});

browserTest("the page and all its text run from right to left", {}, async ({ page }) => {
  await page.goto(seedPage());
  for (const selector of ["body", "h1", "main article", ".article-body", ".article-body p", "aside.related"]) {
    assert.equal(await direction(page.locator(selector).first()), "rtl", selector);
  }
});

browserTest("an e-mail address is typed from left to right", {}, async ({ page }) => {
  await page.goto(seedPage());
  assert.equal(await direction(page.locator(".newsletter input[type=email]")), "ltr");
});

browserTest("a paragraph begins at the right edge of its column", {}, async ({ page }) => {
  await page.goto(seedPage());
  const gap = await page.locator(".article-body p").first().evaluate((paragraph) => {
    const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
    const first = document.createRange();
    first.setStart(text, 0);
    first.setEnd(text, 1);
    return paragraph.getBoundingClientRect().right - first.getBoundingClientRect().right;
  });
  assert.ok(Math.abs(gap) < 3, `the first letter is ${gap}px away from it`);
});

browserTest("the related links stand to the left of the article on a wide screen", {}, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(seedPage());
  const aside = await box(page, "aside.related");
  const text = await box(page, ".article-body");
  assert.ok(aside.x + aside.width <= text.x, `sidebar ${JSON.stringify(aside)}, text ${JSON.stringify(text)}`);
  assert.ok(aside.x >= 0, "the whole sidebar is on the screen");
  assert.ok(aside.y < text.y + text.height, "the sidebar stands beside the text, not below it");
  assert.ok(text.width > 1.5 * aside.width, "the text has more room than the sidebar");
});

browserTest("the related links stand below the article on a phone", {}, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(seedPage());
  const aside = await box(page, "aside.related");
  const text = await box(page, ".article-body");
  assert.ok(aside.y >= text.y + text.height, `sidebar ${JSON.stringify(aside)}, text ${JSON.stringify(text)}`);
  assert.ok(aside.width > 250, "the sidebar takes the width of the phone");
});

browserTest("the related links of a left-to-right site stand to the right of the article", {}, async ({ page }) => {
  const output = build(
    makeSite({
      "site.toml": 'title = "The Paper"\nlanguage = "en"\n',
      "seeds/news/first.md": '+++\ntitle = "First"\nrelated = ["Second"]\n+++\n\n' + "Some words of text. ".repeat(60),
      "seeds/news/second.md": '+++\ntitle = "Second"\n+++\n\nMore words.\n',
    }),
  );
  await page.goto(pathToFileURL(join(output, pageNamed(output, "first"))).href);
  assert.equal(await direction(page.locator("body")), "ltr");
  const aside = await box(page, "aside.related");
  const text = await box(page, ".article-body");
  assert.ok(aside.x >= text.x + text.width, `sidebar ${JSON.stringify(aside)}, text ${JSON.stringify(text)}`);
  assert.ok(aside.x + aside.width <= 1280, "the whole sidebar is on the screen");
});

/** The pages of `output` that scroll sideways at `width`, each with what sticks out. */
async function sideways(t, page, output, base, width) {
  const front = await host(t, output, base);
  const found = [];
  await page.setViewportSize({ width, height: 640 });
  for (const path of stayingPagesOf(output)) {
    await page.goto(front + urlPath(path));
    const seen = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.scrollingElement;
      const out = [...document.body.querySelectorAll("*")].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > clientWidth + 1);
      });
      return { scrollWidth, clientWidth, out: out.slice(0, 3).map((element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 90)) };
    });
    if (seen.scrollWidth > seen.clientWidth) {
      found.push(`${path} is ${seen.scrollWidth} wide, not ${seen.clientWidth}:`, ...seen.out.map((tag) => `  ${tag}`));
    }
  }
  return found;
}

for (const width of [320, 768, 1024]) {
  browserTest(`no page of the site scrolls sideways at ${width} pixels`, {}, async ({ t, page }) => {
    none(await sideways(t, page, ownSite(), basePath(), width));
  });
}

browserTest("long addresses, names, code and wide tables do not make a phone scroll sideways", {}, async ({ t, page }) => {
  const endless = "https://example.org/" + "a-very-long-path-without-a-single-space/".repeat(8);
  const columns = Array.from({ length: 14 }, (_, n) => `عمود-${n}`);
  const output = build(
    makeSite({
      "site.toml": 'title = "صحيفة"\n[listings]\narchive = true\n',
      "seeds/authors/long.md": `+++\ntitle = "${"اسم".repeat(60)}"\nlinks = ["${endless}"]\n+++\n\nكاتب.\n`,
      "seeds/pages/about.md": `+++\ntitle = "${"صفحة".repeat(60)}"\n+++\n\nنص.\n`,
      "seeds/news/2026-05-01-next.md": `+++\ntitle = "${"تتمة".repeat(40)}"\nseries = "${"سلسلة".repeat(60)}"\n+++\n\nنص.\n`,
      "seeds/news/2026-05-01-wide.md": [
        "+++",
        `tags = ["${"وسم".repeat(133)}"]`,
        `authors = ["${"اسم".repeat(60)}"]`,
        `series = "${"سلسلة".repeat(60)}"`,
        `title = "عنوان فيه ${"كلمةطويلةجدا".repeat(12)}"`,
        `related = ["${"قريب".repeat(40)}"]`,
        "+++",
        "",
        `نص فيه ${endless} ثم يمضي.`,
        "",
        "```",
        "x".repeat(400),
        "```",
        "",
        `و\`${"y".repeat(300)}\` في السطر.`,
        "",
        `| ${columns.join(" | ")} |`,
        `| ${columns.map(() => "---").join(" | ")} |`,
        `| ${columns.join(" | ")} |`,
        "",
        `## ${"عنوانفرعي".repeat(20)}`,
        "",
        `> ${endless}`,
        "",
      ].join("\n"),
    }),
  );
  none(await sideways(t, page, output, "/", 320));
});
