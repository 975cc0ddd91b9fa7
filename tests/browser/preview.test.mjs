// `--serve`: an editor saves, the browser shows.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { browserTest } from "./support/browser.mjs";
import { pageNamed } from "./support/pages.mjs";
import { freePort, makeSite, preview, writeFiles } from "./support/program.mjs";

const article = (title, text) => `+++\ntitle = "${title}"\n+++\n\n${text}\n`;

const newsroom = () =>
  makeSite({
    "site.toml": 'title = "صحيفة"\n',
    "seeds/news/first.txt": article("المقال الأول", "نص المقال كما كان أول مرة."),
    "seeds/news/second.txt": article("المقال الثاني", "نص آخر."),
  });

/** Resolves when the page has begun to listen for changes: to be called before it is loaded. */
const listening = (page) => page.waitForResponse((response) => response.url().includes("/_warraq/reload"));

/** Opens the first article as an editor would, and waits until the page listens for changes. */
async function openFirstArticle(page, url) {
  await page.goto(url);
  const listens = listening(page);
  await page.locator("main").getByRole("link", { name: "المقال الأول" }).first().click();
  await listens;
  await page.locator(".article-body").getByText("كما كان أول مرة").waitFor();
}

/** The status with which the preview answers, as a client that sends exactly `path` and `host`. */
function ask(port, path, host) {
  return new Promise((done, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      const end = () => done({ status: response.statusCode, body });
      if (response.headers["content-type"]?.startsWith("text/event-stream")) {
        end();
        response.destroy();
        return;
      }
      response.on("data", (text) => (body += text));
      response.on("end", end);
    });
    asked.once("error", failed);
    asked.end();
  });
}

browserTest("a saved change appears in the open page by itself", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await openFirstArticle(page, url);
  for (const change of ["نص جديد بعد الحفظ الأول.", "ثم نص أحدث بعد الحفظ الثاني."]) {
    const listens = listening(page);
    writeFiles(site, { "seeds/news/first.txt": article("المقال الأول", change) });
    await page.locator(".article-body").getByText(change).waitFor();
    await listens;
  }
  assert.equal(await page.getByText("كما كان أول مرة").count(), 0);
});

browserTest("of saves in quick succession, the last is the one that is seen", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await openFirstArticle(page, url);
  for (let save = 1; save <= 12; save += 1) {
    writeFiles(site, { "seeds/news/first.txt": article("المقال الأول", `نص الحفظ رقم ${save}.`) });
    await wait(save * 25);
  }
  await page.locator(".article-body").getByText("نص الحفظ رقم 12.").waitFor();
});

browserTest("a change saved before the page has begun to listen is not missed", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await page.goto(url);
  let saved = false;
  await page.route("**/_warraq/reload*", async (route) => {
    if (!saved) {
      saved = true;
      writeFiles(site, { "seeds/news/first.txt": article("المقال الأول", "نص حفظ في أثناء التحميل.") });
      await wait(1_500);
    }
    await route.continue();
  });
  await page.locator("main").getByRole("link", { name: "المقال الأول" }).first().click();
  await page.locator(".article-body").getByText("نص حفظ في أثناء التحميل").waitFor();
});

browserTest("a new article appears on the open front page, and a deleted one leaves it", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  const main = page.locator("main");
  let listens = listening(page);
  await page.goto(url);
  await listens;
  assert.equal(await main.getByText("المقال الثالث").count(), 0);

  listens = listening(page);
  writeFiles(site, { "seeds/news/third.txt": article("المقال الثالث", "نص.") });
  await main.getByText("المقال الثالث").first().waitFor();
  await listens;

  rmSync(join(site, "seeds/news/third.txt"));
  await main.getByText("المقال الثالث").first().waitFor({ state: "detached" });
  assert.ok((await main.getByText("المقال الأول").count()) > 0);
});

browserTest("a changed style sheet of the site's own is seen at once", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await openFirstArticle(page, url);
  const sheet = await page.locator("link[rel=stylesheet]").first().evaluate((link) => new URL(link.href).pathname);
  writeFiles(site, { [`static${sheet}`]: "body { background-color: rgb(1, 2, 3); }" });
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
});

browserTest("a mistake is shown over the last good page, and goes when it is mended", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await openFirstArticle(page, url);

  const listens = listening(page);
  writeFiles(site, { "seeds/news/first.txt": '+++\ntitel = "خطأ"\n+++\n\nنص.\n' });
  await page.getByText("titel").first().waitFor();
  assert.ok((await page.getByText("كما كان أول مرة").count()) > 0, "the last good page lies beneath");
  await listens;

  writeFiles(site, { "seeds/news/first.txt": article("المقال الأول", "نص صحيح من جديد.") });
  await page.locator(".article-body").getByText("نص صحيح من جديد").waitFor();
  await page.getByText("titel").first().waitFor({ state: "detached" });
});

browserTest("a save in the preview leaves public/ as it was", {}, async ({ t, page }) => {
  const site = newsroom();
  const { url } = await preview(t, site);
  await openFirstArticle(page, url);
  const output = join(site, "public");
  const published = () => readFileSync(join(output, pageNamed(output, "first")), "utf8");
  const before = published();
  assert.ok(before.includes("كما كان أول مرة"));
  assert.ok(!before.includes("/_warraq/"), "what is published knows nothing of the preview");
  writeFiles(site, { "seeds/news/first.txt": article("المقال الأول", "نص لم ينشر بعد.") });
  await page.locator(".article-body").getByText("نص لم ينشر بعد").waitFor();
  assert.equal(published(), before);
});

test("the preview answers to loopback names only", { timeout: 60_000 }, async (t) => {
  const { port } = await preview(t, newsroom());
  for (const path of ["/", "/_warraq/reload"]) {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      assert.equal((await ask(port, path, host)).status, 200, `${host}${path}`);
    }
    for (const host of ["example.org", `example.org:${port}`, `127.0.0.1.example.org:${port}`, `localhost.example.org`]) {
      assert.equal((await ask(port, path, host)).status, 403, `${host}${path}`);
    }
  }
});

test("the preview serves nothing from outside the site", { timeout: 60_000 }, async (t) => {
  const { port } = await preview(t, newsroom());
  for (const path of ["/../site.toml", "/%2e%2e/site.toml", "/..%2fsite.toml", "//etc/passwd", "/site.toml", "/seeds/news/first.txt"]) {
    const { status, body } = await ask(port, path, `127.0.0.1:${port}`);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    assert.ok(!body.includes("title ="), path);
  }
});

browserTest("an address without a page shows the site's own page for that", {}, async ({ t, page }) => {
  const { url } = await preview(t, newsroom());
  const response = await page.goto(`${url}a/b/nothing.html`);
  assert.equal(response.status(), 404);
  assert.equal(await page.locator("h1").count(), 1);
  assert.equal(await page.getAttribute("html", "dir"), "rtl");
});

test("a port in use makes the preview take the next free one and say which", { timeout: 60_000 }, async (t) => {
  const taken = await freePort();
  const holder = createServer();
  t.after(() => holder.close());
  await new Promise((done) => holder.listen(taken, "127.0.0.1", done));
  const { port } = await preview(t, newsroom(), { port: taken });
  assert.ok(port > taken, `${taken} is taken, and ${port} is named`);
  assert.equal((await ask(port, "/", `127.0.0.1:${port}`)).status, 200);
});

browserTest("Ctrl-C ends the preview although a page is open", {}, async ({ t, page }) => {
  const server = await preview(t, newsroom());
  await openFirstArticle(page, server.url);
  server.child.kill("SIGINT");
  const ended = await Promise.race([server.end, wait(5_000, "still running")]);
  assert.notEqual(ended, "still running");
});
