import { readFileSync } from "node:fs";
import type { Request, Response } from "express";
import { strategy } from "../environment.ts";
import { type Operation, operations, TAGS } from "../openapi/operations.ts";
import { sessions } from "../sessions/sessions.ts";
import { demoUsers } from "../users/demo-users.ts";
import { curlLine } from "./curl-line.ts";
import { escapeHtml } from "./escape-html.ts";

/** Allows only resources of this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const template = readFileSync(new URL("../../public/index.html", import.meta.url), "utf8");

/** `GET /`: a page with a sign-in form, the messages of the WebSocket, and a command for each operation. */
export function indexPage(req: Request, res: Response): void {
  const { method } = req;
  const header = (name: string) => req.get(name) ?? null;
  const origin = sessions.expectedOrigin({ method, header }) ?? "http://localhost";
  const parts: Record<string, string> = {
    strategy: escapeHtml(strategy),
    users: demoUsers.map(userOption).join(""),
    operations: Object.entries(TAGS)
      .map(([tag, about]) => group(tag, about, origin))
      .join(""),
  };
  res
    .set("content-security-policy", POLICY)
    .set("cache-control", "no-cache")
    .type("html")
    .send(template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? ""));
}

function userOption({ name, email, password }: (typeof demoUsers)[number]): string {
  const [label, value, data] = [name, email, password].map(escapeHtml);
  return `<option value="${value}" data-password="${data}">${label} · ${value}</option>`;
}

function group(tag: string, about: string, origin: string): string {
  const items = operations.filter((operation) => operation.tag === tag);
  return `<section class="card stack">
  <header><h3>${escapeHtml(tag)}</h3><p class="soft">${escapeHtml(about)}</p></header>
  <ul class="stack calls">${items.map((operation) => item(operation, origin)).join("")}</ul>
</section>`;
}

function item(operation: Operation, origin: string): string {
  const { id, method, path, summary } = operation;
  return `<li>
  <p class="call"><span class="method ${method}">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></p>
  <p class="soft">${escapeHtml(summary)}</p>
  <div class="line"><pre tabindex="0" aria-label="curl for ${escapeHtml(id)}"><code>${escapeHtml(curlLine(operation, origin))}</code></pre>
  <button type="button" class="button quiet small" data-copy>Copy<span class="hidden"> the curl line of ${escapeHtml(method)} ${escapeHtml(path)}</span></button></div>
</li>`;
}
