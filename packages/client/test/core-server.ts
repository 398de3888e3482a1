import {
  cookieHeaders,
  createSessions,
  type EndpointRequest,
  type EndpointResponse,
  problem,
  type SessionAnswer,
  type Sessions,
  type Tokens,
} from "@sessionkit/core";
import { createMemoryStore } from "@sessionkit/core/memory";

export interface CoreOptions {
  readonly strategy: "jwt" | "database";
  readonly refresh?: "inline" | "endpoint";
  readonly stateless?: boolean;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly until: number;
}

/** The real endpoints, a resource at `/me` that requires a session, and the cookies of one browser. */
export class CoreServer {
  readonly log: string[] = [];
  /** Fails every request. */
  cut = false;
  readonly users: Set<string> = new Set(["u1"]);
  readonly #jar = new Map<string, Cookie>();
  readonly #sessions: Sessions;

  constructor({ strategy, refresh = "inline", stateless = false }: CoreOptions) {
    const options = {
      secret: "Zk3vQ9rTn5LwXc7BhM2dYs8JpGfEuA4K",
      origin: "http://localhost",
      refresh,
      loadUser: (id: string) => (this.users.has(id) ? { id } : null),
    };
    this.#sessions = stateless
      ? createSessions({ ...options, strategy: "jwt" })
      : createSessions({ ...options, strategy, store: createMemoryStore() });
  }

  /** Signs in on another device or in a native application. Resolves with its tokens. */
  async signInElsewhere(userAgent?: string): Promise<Tokens> {
    const request: EndpointRequest = {
      method: "POST",
      url: "/sign-in",
      header: (name) => (name === "user-agent" ? userAgent : undefined),
      text: async () => "",
    };
    const { tokens } = await this.#sessions.create("u1", { request });
    if (!tokens) throw new Error("The sign-in returned no tokens.");
    return tokens;
  }

  /** Signs the browser in. Resolves with the answer that the next page is rendered with. */
  async signIn(): Promise<SessionAnswer> {
    const outcome = await this.#sessions.create("u1", {
      request: this.#request("POST", "/sign-in"),
    });
    this.#setCookies(cookieHeaders(outcome.cookies));
    return this.#sessions.answer(outcome);
  }

  count(line: string): number {
    return this.log.filter((one) => one === line).length;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input), "http://localhost");
    const url = pathname + search;
    const method = init?.method ?? "GET";
    this.log.push(`${method} ${url}`);
    if (this.cut) throw new TypeError("fetch failed");
    const sent = new Headers(init?.headers);
    const request: EndpointRequest =
      init?.credentials === "omit"
        ? {
            method,
            url,
            header: (name) => sent.get(name),
            text: async () => String(init.body ?? ""),
          }
        : this.#request(method, url);
    const { status, headers, body } =
      (await this.#sessions.handle(request)) ?? (await this.#me(request));
    this.#setCookies(headers);
    return new Response(body, {
      status,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
    });
  };

  async #me(request: EndpointRequest): Promise<EndpointResponse> {
    const outcome = await this.#sessions.resolve(request);
    if (outcome.status !== "authenticated")
      return problem("session_required", outcome.reason as never);
    return { status: 200, headers: cookieHeaders(outcome.cookies), body: outcome.session.userId };
  }

  #request(method: string, url: string): EndpointRequest {
    const all: Record<string, string> = { host: "localhost", "sec-fetch-site": "same-origin" };
    const cookies = [...this.#jar].filter(
      ([, { path, until }]) => until > Date.now() && (path === "/" || url.startsWith(path)),
    );
    if (cookies.length > 0)
      all.cookie = cookies.map(([name, { value }]) => `${name}=${value}`).join("; ");
    return { method, url, header: (name: string) => all[name], text: async () => "" };
  }

  #setCookies(headers: EndpointResponse["headers"]): void {
    for (const [header, value] of headers) {
      if (header !== "set-cookie") continue;
      const [, name = "", content = ""] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      const path = /; Path=([^;]+)/i.exec(value)?.[1] ?? "/";
      const age = /; Max-Age=(\d+)/i.exec(value)?.[1];
      const until = age === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(age) * 1_000;
      this.#jar.set(name, { value: content, path, until });
    }
  }
}
