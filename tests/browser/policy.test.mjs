// The Content Security Policy: the theme passes it, and what an article smuggles in does not.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { browserTest } from "./support/browser.mjs";
import { host, isLost, pageNamed, stayingPagesOf, urlPath } from "./support/pages.mjs";
import { build, makeSite, ownSite, preview, repository } from "./support/program.mjs";

/** Collects what `page`'s browser refuses or complains about, from now on. */
async function complaints(page) {
  const found = [];
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on("console", (message) => {
    if (message.type() === "error") found.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`${page.url()}: ${error.message}`));
  return found;
}

browserTest("no page of the preview breaks the policy, in the page or in the header", {}, async ({ t, page }) => {
  const found = await complaints(page);
  const { url } = await preview(t, repository);
  for (const path of stayingPagesOf(ownSite()).filter((path) => !isLost(path))) {
    const listens = page.waitForResponse((response) => response.url().includes("/_warraq/reload?"));
    const response = await page.goto(url + urlPath(path));
    assert.equal(response.status(), 200, path);
    assert.match(response.headers()["content-security-policy"], /^default-src 'self'; .*frame-ancestors 'self'$/);
    await listens;
    assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0));
  }
  assert.deepEqual(found, []);
});

browserTest("the overlay with its warnings passes the policy", {}, async ({ t, page }) => {
  const found = await complaints(page);
  const site = makeSite({
    "site.toml": 'title = "صحيفة"\n',
    "seeds/first.txt": "نص بلا عنوان، طويل بما يكفي ليكون فقرة تامة.\nاقرأ أيضا: عنوان لا يحمله مقال\n",
  });
  const { url } = await preview(t, site);
  await page.goto(url);
  await page.locator("#warraq-overlay").waitFor();
  assert.equal(await page.locator("#warraq-overlay").evaluate((box) => getComputedStyle(box).position), "fixed");
  assert.deepEqual(found, []);
});

browserTest("a page opened from a folder has its style", {}, async ({ page }) => {
  const found = await complaints(page);
  const folder = ownSite();
  await page.goto(pathToFileURL(join(folder, pageNamed(folder, "eaf19b3aebfbba18"))).href);
  assert.equal(await page.evaluate(() => [...document.styleSheets].length), 1);
  assert.notEqual(await page.locator(".skip").evaluate((link) => getComputedStyle(link).position), "static");
  assert.deepEqual(found, []);
});

browserTest("a script in trusted HTML is held back by the policy", {}, async ({ t, page }) => {
  const output = build(
    makeSite({
      "site.toml": 'title = "صحيفة"\n[markdown]\nhtml = "trusted"\n',
      "seeds/first.md": "# عنوان\n\n<script>document.title = 'ran'</script>\n\n<p style=\"color: red\" onclick=\"x\">نص</p>\n",
    }),
  );
  const found = await complaints(page);
  await page.goto((await host(t, output)) + "first.html");
  assert.notEqual(await page.title(), "ran");
  assert.ok(found.some((line) => line.includes("script-src-elem inline")), found.join("\n"));
  assert.ok(found.some((line) => line.includes("style-src-attr inline")), found.join("\n"));
});

browserTest("nothing that articles hold runs where they are shown", {}, async ({ t, page }) => {
  const output = build(
    makeSite({
      "site.toml": 'title = "صحيفة"\n',
      "seeds/first.md": [
        "+++\ntitle = '\"><img src=x onerror=\"document.title=1\">'\n+++",
        "<script>document.title = 'ran'</script>",
        "<svg onload=\"document.title='ran'\"></svg>",
        "<img src=x onerror=\"document.title='ran'\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=\"document.title='ran'\">",
        "<noscript><p title=\"</noscript><img src=x onerror=document.title='ran'>\">",
        "<a href=\"java&Tab;script:document.title='ran'\">وصلة</a> [وصلة](javascript:document.title='ran')",
        "</div></article></main><details open ontoggle=\"document.title='ran'\">نص</details>",
      ].join("\n\n"),
    }),
  );
  const found = await complaints(page);
  await page.goto((await host(t, output)) + "first.html");
  for (const link of await page.getByText("وصلة").all()) await link.click();
  assert.ok(!(await page.title()).includes("ran"));
  assert.deepEqual(
    found.filter((line) => line.includes("violation")),
    [],
    "there was nothing left to hold back",
  );
});
