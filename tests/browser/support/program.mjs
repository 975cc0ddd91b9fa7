// Runs the program under test: `WARRAQ` names it, otherwise the release build
// of this repository. Everything it writes goes into temporary folders.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The root of this repository, which is itself a site. */
export const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** The executable under test. */
export const warraq = process.env.WARRAQ
  ? resolve(process.env.WARRAQ)
  : join(repository, "target", "release", "warraq");

/** The stem of the user's article, which is in the name of its page. */
export const seedStem = "eaf19b3aebfbba18";

const folders = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "warraq-browser-"));
  folders.push(folder);
  return folder;
}

/** Writes `{ "seeds/a.txt": "…" }` below `folder`. */
export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** A made-up site in a temporary folder. */
export function makeSite(files) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

/** Builds `site` and returns the folder of finished pages. */
export function build(site) {
  if (!existsSync(warraq)) {
    throw new Error(`${warraq} is missing: run \`cargo build --release\`, or name the program in WARRAQ`);
  }
  const output = join(temporaryFolder(), "public");
  const run = spawnSync(warraq, ["build", "--site", site, "--output", output], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  if (run.status !== 0) {
    throw new Error(`warraq build ended with ${run.status ?? run.signal ?? run.error}\n${run.stdout}${run.stderr}`);
  }
  return output;
}

let own;

/** This repository's own site, built once for each test file. */
export function ownSite() {
  if (own === undefined) {
    // From a copy, so that test files that run at the same time share no cache.
    const site = temporaryFolder();
    for (const part of ["site.toml", "seeds", "templates", "static"]) {
      if (existsSync(join(repository, part))) {
        cpSync(join(repository, part), join(site, part), { recursive: true });
      }
    }
    own = build(site);
  }
  return own;
}

/** The settings of a signup form that posts to `action`: the one place that knows their keys. */
export function newsletterSettings({ action, honeypot, hidden = {} }) {
  return [
    "[newsletter]",
    'provider = "custom"',
    `action = "${action}"`,
    'email = "email"',
    `honeypot = "${honeypot}"`,
    "[newsletter.hidden]",
    ...Object.entries(hidden).map(([name, value]) => `${name} = "${value}"`),
    "",
  ].join("\n");
}

/** A port of the loopback that nobody uses. */
export function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/**
 * Starts `warraq build --serve` on `site` and waits for the address it prints.
 * `t` is the test's context: the preview ends with the test.
 */
export async function preview(t, site, { port } = {}) {
  const args = ["build", "--serve", "--port", String(port ?? (await freePort())), "--site", site];
  const child = spawn(warraq, args, { stdio: ["ignore", "pipe", "pipe"] });
  const state = { child, log: "", ended: false };
  state.end = new Promise((done) => {
    child.once("error", (error) => {
      state.log += error.message;
      state.ended = true;
      done({ error });
    });
    child.once("exit", (code, signal) => {
      state.ended = true;
      done({ code, signal });
    });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => (state.log += text));
  }
  t.after(async () => {
    if (!state.ended) child.kill("SIGKILL");
    await state.end;
  });

  const patience = Date.now() + 30_000;
  while (!state.ended && Date.now() < patience) {
    const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(state.log);
    if (found) return Object.assign(state, { url: found[0], port: Number(found[1]) });
    await wait(20);
  }
  throw new Error(`warraq ${args.join(" ")} printed no address\n${state.log}`);
}
