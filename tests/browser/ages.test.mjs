// How old articles are, told by the browser; and the dates that stay without it.

import assert from "node:assert/strict";

import { browserTest } from "./support/browser.mjs";
import { host } from "./support/pages.mjs";
import { build, makeSite } from "./support/program.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A site with an article of each age, in milliseconds before `now`; each is its own headline. */
function siteOf(now, relative, ages) {
  const date = (age) => new Date(now - age).toISOString();
  const seeds = Object.entries(ages).map(([name, age]) => [
    `seeds/news/${name}.txt`,
    `+++\ntitle = "${name}"\ndate = ${date(age)}\n+++\n\nنص المقال، طويل بما يكفي ليكون فقرة تامة.\n`,
  ]);
  return build(
    makeSite({
      "site.toml": `title = "صحيفة"\nlanguage = "ar-SY"\ntimezone = "Asia/Damascus"\n[dates]\nrelative = "${relative}"\n`,
      "seeds/news/day.txt": `+++\ntitle = "day"\ndate = ${date(0).slice(0, 10)}\n+++\n\nخبر ليومه بلا ساعة، في فقرة تامة.\n`,
      ...Object.fromEntries(seeds),
    }),
  );
}

const AGES = {
  minute: MINUTE + 5000,
  eleven: 11 * MINUTE + 5000,
  hours: 3 * HOUR + 5000,
  yesterday: 25 * HOUR,
  days: 3 * DAY + HOUR,
  week: 8 * DAY,
};

/** The date of each card of the section's page, and what stands in its title. */
async function told(page, address) {
  await page.goto(address + "news/index.html");
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll(".card")].map((card) => {
        const time = card.querySelector("time");
        return [card.querySelector("h2").textContent, [time.textContent, time.title]];
      }),
    ),
  );
}

browserTest("lists tell how old articles are, and keep their dates as titles", {}, async ({ t, page }) => {
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const seen = await told(page, await host(t, siteOf(Date.now(), "week", AGES)));
  for (const [name, age] of [
    ["minute", "قبل دقيقة"],
    ["eleven", "قبل 11 دقيقة"],
    ["hours", "قبل ثلاث ساعات"],
    ["yesterday", "قبل يوم"],
    ["days", "قبل ثلاثة أيام"],
  ]) {
    assert.equal(seen[name][0], age);
    assert.match(seen[name][1], /^\d+ \p{L}+( \p{L}+)? \d{4} في \d+:\d\d/u, name);
  }
  for (const name of ["week", "day"]) {
    assert.match(seen[name][0], /\d{4}/, `${name} keeps its date`);
    assert.equal(seen[name][1], "");
  }
  assert.deepEqual(faults, []);
});

browserTest("an age of more than a day is told only where the site wants a week of them", {}, async ({ t, page }) => {
  const seen = await told(page, await host(t, siteOf(Date.now(), "day", AGES)));
  assert.equal(seen.hours[0], "قبل ثلاث ساعات");
  for (const name of ["yesterday", "days", "week"]) assert.match(seen[name][0], /\d{4}/, name);
});

browserTest("an age grows while the page is open, and gives way to the date", {}, async ({ t, page }) => {
  const now = Date.now();
  const address = await host(t, siteOf(now, "day", { last: 23 * HOUR + 58 * MINUTE + 30_000 }));
  await page.clock.install({ time: now });
  const seen = await told(page, address);
  assert.equal(seen.last[0], "قبل 23 ساعة");
  const last = page.locator(".card", { hasText: "last" }).locator("time");
  await page.clock.runFor(3 * MINUTE);
  assert.equal(await last.textContent(), seen.last[1]);
  assert.equal(await last.getAttribute("title"), "");
});

browserTest("a reader without scripts has the dates themselves", { javaScriptEnabled: false }, async ({ t, page }) => {
  const address = await host(t, siteOf(Date.now(), "week", AGES));
  await page.goto(address + "news/index.html");
  for (const date of await page.locator(".card time").allInnerTexts()) assert.match(date, /\d{4}/);
});

browserTest("an article's own page has the date itself", {}, async ({ t, page }) => {
  const address = await host(t, siteOf(Date.now(), "week", AGES));
  await page.goto(address + "news/index.html");
  await page.getByRole("link", { name: "hours" }).click();
  assert.match(await page.locator(".article-header time").innerText(), /\d{4} في/);
});
