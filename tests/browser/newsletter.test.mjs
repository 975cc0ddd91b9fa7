// The signup form works with nothing but HTML.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { browserTest } from "./support/browser.mjs";
import { host, pageNamed, receiver, urlPath } from "./support/pages.mjs";
import { build, makeSite, newsletterSettings, ownSite, seedStem } from "./support/program.mjs";

const article = [
  "+++",
  'title = "مقال له نشرة"',
  "+++",
  "",
  "فقرة أولى من كلمات المقال.",
  "",
  "هل أعجبك المحتوى وتريد المزيد منه يصل إلى صندوق بريدك الإلكتروني بشكلٍ دوري؟",
  "انضم إلى قائمة من يقدّرون محتوانا واشترك بنشرتنا البريدية.",
  "",
].join("\n");

const siteThatPostsTo = (action) =>
  build(
    makeSite({
      "site.toml": `title = "صحيفة"\n\n${newsletterSettings({ action, honeypot: "website", hidden: { list: "daily" } })}`,
      "seeds/news/signup.txt": article,
    }),
  );

browserTest("a reader without JavaScript signs up", { javaScriptEnabled: false }, async ({ t, page }) => {
  const { action, requests } = await receiver(t);
  const output = siteThatPostsTo(action);
  const front = await host(t, output);
  await page.goto(front + urlPath(pageNamed(output, "signup")));

  const form = page.locator("section.newsletter form");
  await form.locator("input[type=email]").fill("reader@example.org");
  await form.getByRole("button").click();
  await page.waitForURL(action);

  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.equal(request.method, "POST");
  assert.equal(request.headers["content-type"], "application/x-www-form-urlencoded");
  const sent = new URLSearchParams(request.body);
  assert.equal(sent.get("email"), "reader@example.org");
  assert.equal(sent.get("website"), "", "the honeypot is sent, and empty");
  assert.equal(sent.get("list"), "daily", "the provider's own field is sent");
});

browserTest("a reader signs up from a page on a disk", {}, async ({ t, page }) => {
  const { action, requests } = await receiver(t);
  const output = siteThatPostsTo(action);
  await page.goto(pathToFileURL(join(output, pageNamed(output, "signup"))).href);
  await page.locator("section.newsletter input[type=email]").fill("reader@example.org");
  await page.keyboard.press("Enter");
  await page.waitForURL(action);
  assert.equal(new URLSearchParams(requests[0].body).get("email"), "reader@example.org");
});

browserTest("a mistyped address is not sent", { javaScriptEnabled: false }, async ({ t, page }) => {
  const { action, requests } = await receiver(t);
  const output = siteThatPostsTo(action);
  await page.goto(pathToFileURL(join(output, pageNamed(output, "signup"))).href);
  const form = page.locator("section.newsletter form");
  for (const wrong of ["", "reader"]) {
    await form.locator("input[type=email]").fill(wrong);
    await form.getByRole("button").click();
    assert.equal(await form.locator("input[type=email]").evaluate((input) => input.checkValidity()), false);
  }
  assert.equal(requests.length, 0);
});

browserTest("the honeypot is reached neither by the eye, nor by the keyboard, nor by a screen reader", {}, async ({ t, page }) => {
  const { action } = await receiver(t);
  const output = siteThatPostsTo(action);
  await page.goto(pathToFileURL(join(output, pageNamed(output, "signup"))).href);
  const form = page.locator("section.newsletter form");
  assert.equal(await form.locator("[name=website]").count(), 1, "the honeypot is there");

  assert.deepEqual(
    await form.getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.name)),
    ["email"],
    "what a screen reader meets",
  );

  await form.locator("input[type=email]").focus();
  const met = [];
  for (let step = 0; step < 6; step += 1) {
    met.push(await page.evaluate(() => document.activeElement?.getAttribute("name") ?? document.activeElement?.tagName));
    await page.keyboard.press("Tab");
  }
  assert.ok(!met.includes("website"), `the keyboard meets ${met.join(", ")}`);

  const shown = await form.locator("[name=website]").evaluate((input) => {
    const { left, right, top, bottom, width, height } = input.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return width > 1 && height > 1 && hit === input;
  });
  assert.equal(shown, false, "what the eye meets");
});

browserTest("the seed's own signup has a visible label and a field made for e-mail", {}, async ({ page }) => {
  await page.goto(pathToFileURL(join(ownSite(), pageNamed(ownSite(), seedStem))).href);
  const form = page.locator("section.newsletter form");
  assert.equal((await form.getAttribute("method")).toLowerCase(), "post");
  const input = form.locator("input[type=email]");
  assert.equal(await input.getAttribute("dir"), "ltr");
  assert.equal(await input.getAttribute("autocomplete"), "email");
  const label = form.locator(`label[for="${await input.getAttribute("id")}"]`);
  assert.ok((await label.innerText()).trim().length > 0);
  const { width, height } = await label.boundingBox();
  assert.ok(width > 10 && height > 10, "the label is seen");
  assert.match(
    await page.locator("section.newsletter").innerText(),
    /هل أعجبك المحتوى[^]*واشترك بنشرتنا البريدية/,
    "the invitation is in the seed's own words",
  );
});
