import assert from "node:assert/strict";

/** Fails with every line of `found`, one below the other. */
export function none(found) {
  const shown = found.slice(0, 40);
  if (found.length > shown.length) shown.push(`… and ${found.length - shown.length} more`);
  if (found.length > 0) assert.fail(`\n${shown.join("\n")}`);
}
