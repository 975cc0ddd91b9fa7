// The order on the screen is the order meant: of every character, by where its glyph stands.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { browserTest } from "./support/browser.mjs";
import { none } from "./support/none.mjs";
import { pageNamed } from "./support/pages.mjs";
import { build, makeSite } from "./support/program.mjs";

/** A line with a ⟦run⟧ as [before, run, after]. */
const parts = (line) => line.split(/[⟦⟧]/);

/** What Chromium itself shows in another order than it was typed. */
const scrambled = [
  "اتصل على ⟦011 222 3333⟧ اليوم",
  "اتصل على ⟦(011) 222-3333⟧ اليوم",
  "اتصل على ⟦+963 11 222⟧ اليوم",
  "الرمز ⟦+963⟧ لسوريا",
  "الحرب (⟦2014-2016⟧) في سوريا",
  "ما بين ⟦2003 - 2004⟧ كله",
  "ما بين ⟦7–9⟧ منه",
  "بتاريخ ⟦25 / 6 / 1436⟧هـ تقريبا",
  "فاز ⟦3-1⟧ أمس",
  "مجموعة «⟦5+1⟧» في فيينا",
  "بلغة ⟦C++⟧ مثلا",
  "بلغة ⟦C#⟧ مثلا",
  "كتب ⟦@handle⟧ أمس",
  "كتب إلى ⟦24-news@example.org⟧ رسالة",
  "وسم ⟦#Syria_now⟧ ينتشر",
  "السعر ⟦$5⟧ فقط",
  "السعر ⟦5$⟧ فقط",
  "السعر ⟦€10-12⟧ فقط",
  "الحرارة ⟦-5⟧ اليوم",
  "بنسبة ⟦10-12%⟧ غدا",
  "الشاشة ⟦1920×1080⟧ نقطة",
  "اقرأ ⟦https://example.org/a/⟧ الآن",
  "صيغة ⟦2-H2O⟧ منه",
  "تقنية ⟦3-D printing⟧ منه",
  "كتب: “⟦We will win!⟧” ثم مضى",
  "تصنيفها «⟦BBB-⟧» أمس",
  "منصة ⟦Disney+⟧ تعرض",
  "في ⟦U.S.⟧ قال",
  "برنامج “⟦19 Kids and Counting⟧” عاد",
  "قال و⟦@handle⟧ مع واو العطف",
  "العام ⟦۲۰۱۴-۲۰۱۶⟧ بالأرقام الفارسية",
];

/** What it shows as it was typed, so that nothing is put round it. */
const inOrder = [
  "اتصل على \u200e⟦011 222 3333⟧\u200e اليوم",
  "بلغة ⟦C++⟧\u200e مثلا",
  "اتصل على \u202a⟦011 222 3333⟧\u202c اليوم",
  "⟦2014-2016⟧ في أول الفقرة",
  "يوم ⟦17/12/08⟧ مساء",
  "الساعة ⟦10:30⟧ مساء",
  "نزح ⟦1,250,000⟧ شخص",
  "قناة ⟦BBC News⟧ قالت",
  "أعلنت ⟦BBC (UK)⟧ أمس",
  "جهاز ⟦iPhone 15⟧ جديد",
  "شاشة ⟦4K⟧ جديدة",
  "إصدار ⟦v1.2.3-beta⟧ جديد",
  "صيغة ⟦H2O-2⟧ جديدة",
  "موقع ⟦https://example.org/a⟧ جديد",
  "بريد ⟦info@example.org⟧ جديد",
];

/**
 * For each paragraph with its run: where the glyph of each character of the run that can be seen
 * stands, and whether it is isolated. With `bare`, as if the program had isolated nothing.
 */
function look(page, lines, bare) {
  return page.locator(".article-body > p").evaluateAll(
    (paragraphs, [lines, bare]) =>
      lines.map(([before, run], nth) => {
        const paragraph = paragraphs[nth];
        const isolated = [...paragraph.querySelectorAll("bdi")].map((bdi) => `${bdi.dir}: ${bdi.textContent}`);
        if (bare) {
          for (const bdi of paragraph.querySelectorAll("bdi")) bdi.replaceWith(...bdi.childNodes);
          paragraph.normalize();
        }
        const places = [];
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        let start = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let at = 0; at < node.length; at += 1) {
            const place = start + at - before.length;
            if (place < 0 || place >= run.length || /\s/.test(node.data[at])) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const [box] = range.getClientRects();
            places.push((box.left + box.right) / 2);
          }
          start += node.length;
        }
        return { text: paragraph.textContent, isolated, places };
      }),
    [lines, bare],
  );
}

const ascends = (places) => places.every((place, at) => at === 0 || places[at - 1] < place);

async function open(page, lines) {
  // Long enough not to be taken for headlines or subheads, in one line each on the screen.
  const text = lines.map((line) => `${parts(line).join("")} ${"كلمة ".repeat(12).trim()}.`).join("\n\n");
  const output = build(
    makeSite({ "site.toml": 'title = "صحيفة"\n', "seeds/runs.txt": `+++\ntitle = "تجارب"\n+++\n${text}\n` }),
  );
  await page.setViewportSize({ width: 2400, height: 900 });
  await page.goto(pathToFileURL(join(output, pageNamed(output, "runs"))).href);
  // Through the object model: the pages' policy lets no style be put in as markup.
  await page.locator(".article-body").evaluate((body) => {
    body.style.maxInlineSize = "none";
    body.style.inlineSize = "1800px";
  });
  return lines.map(parts);
}

browserTest("what a right-to-left paragraph scrambles stands in the order that was meant", {}, async ({ page }) => {
  const lines = await open(page, scrambled);
  const found = await look(page, lines, false);
  none(
    found.flatMap(({ text, isolated, places }, nth) => {
      const [before, run, after] = lines[nth];
      return [
        ...(text.startsWith(before + run + after) ? [] : [`${text} is not the text`]),
        ...(isolated.join() === `ltr: ${run}` ? [] : [`${run}: isolated is ${JSON.stringify(isolated)}`]),
        ...(places.length > 1 && ascends(places) ? [] : [`${run} stands at ${places}`]),
      ];
    }),
  );
  const bare = await look(page, lines, true);
  none(bare.flatMap(({ places }, nth) => (ascends(places) ? [`${lines[nth][1]} needed no isolation`] : [])));
});

browserTest("what stands in order gets no markup", {}, async ({ page }) => {
  const lines = await open(page, inOrder);
  const found = await look(page, lines, false);
  none(
    found.flatMap(({ isolated, places }, nth) => [
      ...(isolated.length === 0 ? [] : [`isolated is ${JSON.stringify(isolated)}`]),
      ...(ascends(places) ? [] : [`${lines[nth][1]} stands at ${places}`]),
    ]),
  );
});

browserTest("names in a list follow the direction of the paragraph", {}, async ({ page }) => {
  const lists = ["من CNN، BBC، ABC وغيرها", "قال “CNN” BBC ثم ABC مضى"];
  await open(page, lists);
  for (const paragraph of [0, 1]) {
    const places = await page.locator(".article-body > p").nth(paragraph).evaluate((element) =>
      ["CNN", "BBC", "ABC"].map((name) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(name);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + name.length);
          return range.getBoundingClientRect().right;
        }
        return Number.NaN;
      }),
    );
    assert.ok(places[0] > places[1] && places[1] > places[2], `${lists[paragraph]}: ${places}`);
  }
});

browserTest("an address with Arabic letters begins at its left", {}, async ({ page }) => {
  const address = "https://ar.wikipedia.org/wiki/سوريا_2011";
  await open(page, [`اقرأ ⟦${address}⟧ الآن`]);
  const [left, slash, word] = await page.locator(".article-body bdi").evaluate((bdi) => {
    const place = (at) => {
      const range = document.createRange();
      range.setStart(bdi.firstChild, at);
      range.setEnd(bdi.firstChild, at + 1);
      return range.getBoundingClientRect().left;
    };
    const text = bdi.textContent;
    return [place(0), place(text.lastIndexOf("/")), place(text.indexOf("س"))];
  });
  assert.ok(left < slash && slash < word, `${left}, ${slash}, ${word}`);
});

browserTest("a left-to-right page isolates what is written the other way", {}, async ({ page }) => {
  const text = "She wrote #وسم_مركب to everyone, and that was all there was to say about it on that day.";
  const output = build(
    makeSite({
      "site.toml": 'title = "Paper"\nlanguage = "en"\n',
      "seeds/runs.txt": `+++\ntitle = "Runs"\n+++\n${text}\n`,
    }),
  );
  await page.goto(pathToFileURL(join(output, pageNamed(output, "runs"))).href);
  const [sign, word] = await page.locator(".article-body bdi[dir=rtl]").evaluate((bdi) => {
    const place = (at) => {
      const range = document.createRange();
      range.setStart(bdi.firstChild, at);
      range.setEnd(bdi.firstChild, at + 1);
      return range.getBoundingClientRect().left;
    };
    return [place(0), place(1)];
  });
  assert.ok(sign > word, "the sign stands to the right of its word");
});
