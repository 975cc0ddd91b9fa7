// The folder of finished pages: what lies in it, and a plain static host for it.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

import { repository } from "./program.mjs";

/** Every page below `folder`, as paths with `/`, sorted. */
export function pagesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

const sendsOn = (folder, page) => readFileSync(join(folder, page), "utf8").includes('<meta http-equiv="refresh"');

/** The pages below `folder` at old addresses, which send readers on. */
export const redirectsOf = (folder) => pagesOf(folder).filter((page) => sendsOn(folder, page));

/** The pages below `folder` that readers stay on. */
export const stayingPagesOf = (folder) => pagesOf(folder).filter((page) => !sendsOn(folder, page));

/** Whether `path` is a page for lost readers, whose links begin at the site's root. */
export const isLost = (path) => path.split("/").pop() === "404.html";

/** The one page whose path holds `part`. */
export function pageNamed(folder, part) {
  const found = pagesOf(folder).filter((page) => page.includes(part));
  if (found.length !== 1) throw new Error(`one page should be named after ${part}, not ${JSON.stringify(found)}`);
  return found[0];
}

/** The front pages of the sections: those that the front page's masthead names, beside the other languages. */
export function sectionPagesOf(folder) {
  const [masthead] = /<header class="masthead">[^]*?<\/header>/.exec(readFileSync(join(folder, "index.html"), "utf8"));
  const links = [...masthead.matchAll(/<li><a href="([^"]*)"(?! lang=)/g)].map(([, href]) => decodeURI(href));
  return pagesOf(folder).filter((page) => page !== "index.html" && links.includes(page));
}

/** `page` as the path of a URL. */
export const urlPath = (page) => page.split("/").map(encodeURIComponent).join("/");

/** The path of this repository's `base_url`, with `/` at both ends. */
export function basePath() {
  const url = /^base_url\s*=\s*"([^"]*)"/m.exec(readFileSync(join(repository, "site.toml"), "utf8"));
  return url ? new URL(url[1]).pathname.replace(/\/*$/, "/") : "/";
}

export function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/**
 * Serves `folder` as any static host would, at `base`, with its 404.html for
 * what is missing. Returns the address of its front; `t` ends it.
 */
export async function host(t, folder, base = "/") {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const inside = path.startsWith(base) ? path.slice(base.length) : "404.html";
    const wanted = join(folder, inside === "" || inside.endsWith("/") ? `${inside}index.html` : inside);
    const found = isFile(wanted) && wanted.startsWith(folder) && path.startsWith(base);
    const file = found ? wanted : join(folder, "404.html");
    response.writeHead(found ? 200 : 404, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
    });
    response.end(isFile(file) ? readFileSync(file) : "");
  });
  return `http://127.0.0.1:${await listen(t, server)}${base}`;
}

/** Stands in for the newsletter's provider: keeps every request it gets, but for its icon. */
export async function receiver(t) {
  const requests = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (text) => (body += text));
    request.on("end", () => {
      if (request.url === "/favicon.ico") {
        response.writeHead(404).end();
        return;
      }
      requests.push({ method: request.method, path: request.url, headers: request.headers, body });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end('<!doctype html><html lang="ar" dir="rtl"><title>شكرًا</title><h1>وصل الاشتراك</h1>');
    });
  });
  const port = await listen(t, server);
  return { requests, action: `http://127.0.0.1:${port}/subscribe` };
}

function listen(t, server) {
  t.after(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
}
