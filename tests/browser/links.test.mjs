// The folder of pages works from a disk: no server, no network.

import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { browserTest } from "./support/browser.mjs";
import { none } from "./support/none.mjs";
import { basePath, host, isFile, isLost, pageNamed, redirectsOf, sectionPagesOf, stayingPagesOf } from "./support/pages.mjs";
import { build, makeSite, ownSite, seedStem } from "./support/program.mjs";

const address = (page) => pathToFileURL(join(ownSite(), page)).href;

/** Every address that the open page names in a tag, as written and as the browser reads it. */
const addresses = (page) =>
  page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll("[href], [src]")) {
      const name = element.hasAttribute("href") ? "href" : "src";
      found.push({
        tag: element.outerHTML.split(">")[0].slice(0, 120) + ">",
        written: element.getAttribute(name),
        read: new URL(element.getAttribute(name), document.baseURI).href,
      });
    }
    return found;
  });

browserTest("every link of every page leads to a file when the site is opened from a disk", {}, async ({ page }) => {
  const site = ownSite();
  const pages = stayingPagesOf(site).filter((path) => !isLost(path));
  const ids = new Map();
  const fragments = [];
  const broken = [];
  let within = 0;
  for (const path of pages) {
    await page.goto(address(path));
    ids.set(
      join(site, path),
      await page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id)),
    );
    for (const { tag, written, read } of await addresses(page)) {
      const url = new URL(read);
      if (written === "" || written === "#") broken.push(`${path}: ${tag} leads nowhere`);
      if (url.protocol !== "file:") continue;
      const target = fileURLToPath(new URL(url.pathname, "file:///"));
      if (!isFile(target)) broken.push(`${path}: ${tag} is no file`);
      else if (!target.startsWith(site)) broken.push(`${path}: ${tag} is outside the site`);
      else if (url.hash.length > 1) fragments.push({ path, tag, target, id: decodeURIComponent(url.hash.slice(1)) });
      within += 1;
    }
  }
  for (const { path, tag, target, id } of fragments) {
    if (ids.has(target) && !ids.get(target).includes(id)) broken.push(`${path}: ${tag} has no such place`);
  }
  none(broken);
  assert.ok(within > pages.length, "the pages link to one another");
});

browserTest("every page opened from a disk finds its styles, scripts and pictures", {}, async ({ page }) => {
  const faults = [];
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Going on to the next page breaks off what the last one still wanted.
    if (why !== "net::ERR_ABORTED") faults.push(`${page.url()}: ${request.url()} ${why}`);
  });
  page.on("console", (message) => message.type() === "error" && faults.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(`${page.url()}: asks the network for ${request.url()}`);
  });
  for (const path of stayingPagesOf(ownSite()).filter((path) => !isLost(path))) {
    await page.goto(address(path), { waitUntil: "load" });
    assert.ok(
      await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.href !== null || sheet.ownerNode)),
      `${path} has a style sheet`,
    );
  }
  none(faults);
});

browserTest("an old address takes a reader to the article, from a disk", {}, async ({ page }) => {
  const redirects = redirectsOf(ownSite());
  assert.ok(redirects.length > 0, "the site has old addresses");
  for (const path of redirects) {
    const arrived = page.waitForEvent("framenavigated", (frame) => frame.url() !== address(path));
    await page.goto(address(path), { waitUntil: "commit" });
    await arrived;
    await page.waitForLoadState();
    assert.ok(isFile(fileURLToPath(page.url())), path);
    assert.equal(await page.locator("article h1").count(), 1, path);
  }
});

browserTest("a reader walks from the front page to an article, a section and back, from a disk", {}, async ({ page }) => {
  await page.goto(address("index.html"));
  await page.locator(`a[href*="${seedStem}"]`).first().click();
  await page.waitForURL(`**/*${seedStem}*`);
  assert.equal(await page.locator("main h1").count(), 1);

  const home = page.locator('a[href$="index.html"]').first();
  await home.click();
  await page.waitForURL(address("index.html"));

  const sections = sectionPagesOf(ownSite());
  assert.ok(sections.length > 0, "the site has sections");
  for (const section of sections) {
    await page.goto(address("index.html"));
    const link = await page.evaluateHandle(
      (target) => [...document.querySelectorAll("a[href]")].find((anchor) => anchor.href === target),
      address(section),
    );
    assert.ok(link.asElement(), `the front page links to ${section}`);
    await link.asElement().click();
    await page.waitForURL(address(section));

    const article = page.locator("main a[href]").first();
    const target = await article.evaluate((anchor) => anchor.href);
    await article.click();
    await page.waitForURL(target);
    assert.ok(isFile(fileURLToPath(page.url())));
    assert.equal(await page.locator("h1").count(), 1);
  }
});

/** Opens addresses that `folder` does not have, on a host that serves it at `base`. */
async function openMissing(t, page, folder, base) {
  const front = await host(t, folder, base);
  for (const missing of ["nothing", "a/b/c/nothing.html"]) {
    const failed = [];
    page.on("response", (response) => {
      if (response.status() !== 200 && response.url() !== front + missing) failed.push(response.url());
    });
    const response = await page.goto(front + missing);
    assert.equal(response.status(), 404);
    assert.equal(await page.locator("h1").count(), 1);
    none(failed);
    for (const { tag, written, read } of await addresses(page)) {
      const url = new URL(read);
      if (written.startsWith("#") || url.origin !== new URL(front).origin) continue;
      assert.equal((await page.request.get(read)).status(), 200, `${missing}: ${tag}`);
    }
  }
}

browserTest("the page for a missing address links rightly from any depth", {}, async ({ t, page }) => {
  await openMissing(t, page, ownSite(), basePath());
});

browserTest("the page for a missing address links rightly on a site below a path", {}, async ({ t, page }) => {
  const output = build(
    makeSite({
      "site.toml": 'title = "صحيفة"\nbase_url = "https://example.org/a/paper/"\n',
      "seeds/news/first.txt": '+++\ntitle = "أول"\n+++\n\nنص.\n',
    }),
  );
  await openMissing(t, page, output, "/a/paper/");
});

browserTest("the related links of the seed are never dead", {}, async ({ page }) => {
  await page.goto(address(pageNamed(ownSite(), seedStem)));
  const groups = page.locator("aside.related ul");
  assert.deepEqual(
    await groups.evaluateAll((lists) => lists.map((list) => list.querySelectorAll(":scope > li").length)),
    [2, 1],
  );
  assert.deepEqual(
    (await groups.locator("li").allInnerTexts()).map((title) => title.trim().replace(/\s+/g, " ")),
    [
      "خسائر داعش في الحسكة: دابر الإرهاب المقطوع",
      "هجوم داعش على سجن الصناعة في الحسكة.. القصة الكاملة",
      "تنظيم “داعش” يحترق بناره ودماء عناصره.. آخر أيام التنظيم",
    ],
  );
  for (const anchor of await page.locator("aside.related a").all()) {
    assert.match((await anchor.getAttribute("href")) ?? "", /^[^#]/);
  }
});
