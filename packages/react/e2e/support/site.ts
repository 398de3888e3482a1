import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  cookieHeaders,
  createSessions,
  type Duration,
  type EndpointRequest,
  type EndpointResponse,
  type JsonObject,
  problem,
  type StoredSessions,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";
import { createDocument } from "./document.ts";

const BASE = "/api/auth";
const users = new Map<string, User>([["ada", { id: "ada", name: "Ada" }]]);

/** What the page takes from here: a type. */
export type AppSessions = StoredSessions<User, { readonly role: string }, JsonObject, User>;

type User = { readonly id: string; readonly name: string };

export interface SiteOptions {
  readonly lifetime?: {
    readonly access?: Duration;
    readonly idle?: Duration;
    readonly absolute?: Duration;
  };
}

/** An application of a few lines on core and its memory store, and what a test may do to it. */
export interface Site {
  readonly url: string;
  /** Of the endpoints and `/api/me`: `"POST /refresh"`. */
  readonly log: string[];
  readonly count: (line: string) => number;
  /** By how many milliseconds the server is in the future. */
  ahead: number;
  /** Answers 503 to everything about sessions. */
  down: boolean;
  /** Signs the user in on another device. */
  readonly signInElsewhere: (userAgent: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

function createAppSessions({ lifetime = {} }: SiteOptions, clock: () => number): AppSessions {
  return createSessions({
    strategy: "jwt",
    secret: "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K",
    store: createMemoryStore(),
    clock,
    loadUser: (id: string) => users.get(id) ?? null,
    claims: (user) => ({ role: user.id === "ada" ? "admin" : "member" }),
    publicUser: (user) => user,
    lifetime,
  });
}

export async function startSite(script: string, options: SiteOptions = {}): Promise<Site> {
  const css = readFileSync(new URL("../../dist/ui.css", import.meta.url), "utf8");
  const looks = readFileSync(new URL("../page/page.css", import.meta.url), "utf8");
  const sessions = createAppSessions(options, () => Date.now() + site.ahead);

  const server = createServer((request, response) => {
    void answer(toEndpointRequest(request)).then(
      (made) => send(response, made),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });

  const files = new Map([
    ["/page.js", file("text/javascript", script)],
    ["/ui.css", file("text/css", css)],
    ["/page.css", file("text/css", looks)],
    ["/favicon.ico", file("image/png", "")],
    ["/elsewhere", file("text/html", "<title>Elsewhere</title>Elsewhere")],
  ]);

  async function answer(request: EndpointRequest): Promise<EndpointResponse> {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (pathname === "/sign-in") {
      const { cookies } = await sessions.create("ada", { request });
      return redirect("/", cookieHeaders(cookies));
    }
    if (pathname === "/sign-out") {
      const { cookies } = await sessions.signOut(request);
      return redirect("/elsewhere", cookieHeaders(cookies));
    }
    if (pathname.startsWith("/api/")) return api(request, pathname);
    return files.get(pathname) ?? document(request, searchParams);
  }

  async function document(
    request: EndpointRequest,
    query: URLSearchParams,
  ): Promise<EndpointResponse> {
    const outcome = await sessions.resolve(request);
    const seed = outcome.status === "unavailable" ? null : await sessions.answer(outcome);
    return {
      status: 200,
      headers: [
        ["content-type", "text/html; charset=utf-8"],
        // No style, script or picture but from files of our own.
        ["content-security-policy", "default-src 'self'"],
        ["cache-control", query.has("cacheable") ? "private" : "private, no-store"],
        ...cookieHeaders(outcome.cookies).filter(([name]) => name === "set-cookie"),
      ],
      body: createDocument(query, seed),
    };
  }

  async function api(request: EndpointRequest, pathname: string): Promise<EndpointResponse> {
    site.log.push(`${request.method} ${request.url.replace(BASE, "")}`);
    if (site.down) return problem("unavailable", "unavailable");
    const handled = await sessions.handle(request);
    if (handled) return handled;
    const outcome = await sessions.resolve(request);
    if (outcome.status === "authenticated") return file("text/plain", pathname);
    return problem("session_required", outcome.status === "unavailable" ? null : outcome.reason);
  }

  const site: Site = {
    url: "",
    log: [],
    count: (line) => site.log.filter((one) => one === line).length,
    ahead: 0,
    down: false,
    async signInElsewhere(userAgent) {
      await sessions.create("ada", {
        request: {
          method: "POST",
          header: (name) => (name === "user-agent" ? userAgent : undefined),
          address: "203.0.113.7",
        },
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(site, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}

function toEndpointRequest(request: IncomingMessage): EndpointRequest {
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    address: request.socket.remoteAddress ?? null,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    async text() {
      let body = "";
      for await (const chunk of request) body += chunk;
      return body;
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: EndpointResponse): void {
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.writeHead(status).end(body);
}

function file(type: string, body: string): EndpointResponse {
  return { status: 200, headers: [["content-type", `${type}; charset=utf-8`]], body };
}

function redirect(to: string, headers: EndpointResponse["headers"]): EndpointResponse {
  return { status: 303, headers: [["location", to], ...headers], body: null };
}
