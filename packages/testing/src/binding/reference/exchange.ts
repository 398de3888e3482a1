import type { IncomingMessage, ServerResponse } from "node:http";
import {
  applyToCookieHeader,
  cookieHeaders,
  type EndpointRequest,
  type EndpointResponse,
  type SetCookie,
} from "@sessionkit/core";
import type { Fault } from "./fault.ts";

/** One request and what is to be answered, as the reference application sees it. */
export interface Exchange {
  readonly faults: ReadonlySet<Fault>;
  readonly request: EndpointRequest;
  readonly url: URL;
  readonly body: () => Promise<string>;
  readonly setCookies: (cookies: readonly SetCookie[]) => void;
  /** Status and headers, with the cookies. */
  readonly begin: (status: number, headers: EndpointResponse["headers"]) => ServerResponse;
  readonly json: (body: unknown, status?: number) => void;
  readonly send: (answer: EndpointResponse) => void;
}

export function createExchange(
  req: IncomingMessage,
  res: ServerResponse,
  faults: ReadonlySet<Fault>,
): Exchange {
  const changes = new Map<string, SetCookie>();
  const body = once(() => readBody(req, faults));
  const header = readHeaders(req, faults);
  const exchange: Exchange = {
    faults,
    request: {
      method: req.method ?? "GET",
      url: req.url ?? "/",
      address: faults.has("believes a forwarded address")
        ? (header("x-forwarded-for")?.split(",")[0] ?? null)
        : (req.socket.remoteAddress ?? null),
      header: (name) =>
        name === "cookie" && changes.size > 0
          ? applyToCookieHeader(header(name), [...changes.values()])
          : header(name),
      text: body,
    },
    url: new URL(req.url ?? "/", "http://reference.invalid"),
    body,
    setCookies(cookies) {
      for (const cookie of cookies) {
        if (!faults.has("keeps the first of two cookies") || !changes.has(cookie.name))
          changes.set(cookie.name, cookie);
      }
    },
    begin(status, headers) {
      const isJson = headers.some(([, value]) => value.startsWith("application/json"));
      const dropped = faults.has("sends cookies with JSON only") && !isJson;
      const own = headers.some(([name]) => name === "set-cookie");
      const replaced = faults.has("puts its own cookies in their place") && own;
      const ours = dropped || replaced ? [] : cookieHeaders([...changes.values()]);
      res.statusCode = status;
      for (const [name, value] of [...headers, ...ours]) put(res, name, value, faults);
      if (faults.has("answers every origin")) res.setHeader("access-control-allow-origin", "*");
      if (faults.has("prints cookies")) print(res.getHeader("set-cookie"));
      return res;
    },
    json: (value, status = 200) =>
      exchange.send({
        status,
        headers: [["content-type", "application/json"]],
        body: JSON.stringify(value),
      }),
    send: ({ status, headers, body }) =>
      void exchange.begin(status, headers).end(body ?? undefined),
  };
  return exchange;
}

function put(res: ServerResponse, name: string, value: string, faults: ReadonlySet<Fault>): void {
  if (name === "cache-control" && faults.has("lets caches keep answers")) return;
  if (name !== "set-cookie") {
    res.setHeader(name, value);
    return;
  }
  const open = faults.has("shows cookies to scripts") ? value.replace("; HttpOnly", "") : value;
  const wide = faults.has("sends the session token everywhere");
  res.appendHeader(name, wide ? open.replace("; Path=/api/auth", "; Path=/") : open);
}

function print(what: unknown): void {
  const target: Console = console;
  target.log(what);
}

/** Headers that a wrong binding does not see. */
const UNSEEN: Partial<Record<Fault, RegExp>> = {
  "ignores bearer tokens": /^authorization$/,
  "refreshes for a prefetch": /purpose$/,
  "ignores its own proxy": /forwarded/,
};

function readHeaders(
  { headers }: IncomingMessage,
  faults: ReadonlySet<Fault>,
): (name: string) => string | null {
  const forwarded = faults.has("believes a forwarded host") && headers["x-forwarded-host"];
  const host = faults.has("takes every host for this machine") ? "127.0.0.1" : forwarded;
  const read: Record<string, unknown> = { ...headers, ...(host && { host }) };
  return (name) => {
    const unseen = [...faults].some((fault) => UNSEEN[fault]?.test(name));
    return unseen ? null : String(read[name] ?? "") || null;
  };
}

async function readBody(req: IncomingMessage, faults: ReadonlySet<Fault>): Promise<string> {
  let text = "";
  for await (const chunk of req.setEncoding("utf8")) text += chunk;
  return faults.has("loses the end of bodies") ? text.slice(0, 4) : text;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
