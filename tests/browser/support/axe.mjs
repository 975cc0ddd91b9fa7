// axe, with a way round its blind spot for Arabic.

import axe from "axe-core";

/**
 * Every fault that axe finds on `page`, as one readable line for each element.
 *
 * Out of the box, axe 4.14 skips the contrast of any Arabic text of more than
 * one word without a trace: it takes a word whose first letter is drawn
 * differently alone (as every joined letter is) for an icon font. Letting its
 * canvas draw first letters only makes it look at that text like any other.
 */
export async function faults(page) {
  await page.evaluate(() => {
    const prototype = CanvasRenderingContext2D.prototype;
    const fillText = prototype.fillText;
    prototype.fillText = function (text, ...rest) {
      return fillText.call(this, text.charAt(0), ...rest);
    };
  });
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => {
        const why = (failureSummary ?? "").split("\n").slice(1).join(" ").trim();
        return `${id}: ${help} – ${target.join(" ")} – ${why}`;
      }),
    );
  });
}
