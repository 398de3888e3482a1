import type { IncomingMessage, ServerResponse } from "node:http";
import {
  cookieHeaders,
  type EndpointRequest,
  type EndpointResponse,
  type SetCookie,
} from "@sessionkit/core";
import { CookieChanges, REGISTRATION, readBody, sendAnswer } from "@sessionkit/core/binding";
import type { Fault } from "./fault.ts";

/** One request and its response, as the reference application sees it. */
export interface Exchange {
  readonly faults: ReadonlySet<Fault>;
  readonly request: EndpointRequest;
  readonly url: URL;
  readonly body: () => Promise<string>;
  /** The cookies of an explicit change. */
  readonly setCookies: (cookies: readonly SetCookie[]) => void;
  /** The cookies of a refresh or a refusal, which are sent if `isCurrent` returns true when the headers are sent. */
  readonly setImplicit: (cookies: readonly SetCookie[], isCurrent: () => boolean) => void;
  /** The response waited for another request. */
  readonly wait: (held: Promise<void>) => Promise<void>;
  /** The session token that the client presented. */
  readonly sessionToken: string | null;
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
  const changes = new CookieChanges();
  const body = once(() => readText(req, faults));
  const header = readHeaders(req, faults);
  const names = new Set<string>();
  let waited = false;
  const exchange: Exchange = {
    faults,
    request: {
      method: req.method ?? "GET",
      url: req.url ?? "/",
      address: faults.has("trusts a forwarded address")
        ? (header("x-forwarded-for")?.split(",")[0] ?? null)
        : (req.socket.remoteAddress ?? null),
      get minted() {
        return !changes.isEmpty && !faults.has("counts its own tokens as presented");
      },
      header: (name) => (name === "cookie" ? changes.applyTo(header(name)) : header(name)),
      text: (maxBytes) => endpointBody(req, maxBytes, faults),
    },
    url: new URL(req.url ?? "/", "http://reference.invalid"),
    body,
    sessionToken: /\bsession=([^;]+)/.exec(req.headers.cookie ?? "")?.[1] ?? null,
    setCookies(cookies) {
      const first = faults.has("keeps the first of two cookies");
      changes.add(first ? cookies.filter(({ name }) => !names.has(name)) : cookies);
    },
    setImplicit(cookies, isCurrent) {
      for (const { name } of cookies) names.add(name);
      changes.addImplicit(cookies, faults.has("commits cookies early") ? () => true : isCurrent);
    },
    async wait(held) {
      await held;
      waited = true;
    },
    begin(status, headers) {
      const isJson = headers.some(([, value]) => value.startsWith("application/json"));
      const dropped = faults.has("sends cookies with JSON only") && !isJson;
      const own = headers.some(([name]) => name === "set-cookie");
      const replaced = faults.has("puts its own cookies in their place") && own;
      const lost = faults.has("drops the cookies of slow answers") && waited;
      const ours = dropped || replaced || lost ? [] : cookieHeaders(changes.all);
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
    send: ({ status, headers, body, stream }) =>
      sendAnswer(exchange.begin(status, headers), { status, headers: [], body, stream }),
  };
  return exchange;
}

function put(res: ServerResponse, name: string, value: string, faults: ReadonlySet<Fault>): void {
  if (name === "cache-control" && faults.has("lets caches keep answers")) return;
  if (name === REGISTRATION && faults.has("makes no offers")) return;
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

/** Headers that a faulty binding does not read. */
const UNSEEN: Partial<Record<Fault, RegExp>> = {
  "ignores bearer tokens": /^authorization$/,
  "reads no headers of a site": /^sec-fetch-|^origin$/,
  "refreshes for a prefetch": /purpose$|prefetch$/,
  "ignores its own proxy": /forwarded/,
  "takes bodies of any size": /^content-length$/,
  "drops the headers of browsers": /secure-session-/,
};

function readHeaders(
  { headers }: IncomingMessage,
  faults: ReadonlySet<Fault>,
): (name: string) => string | null {
  const forwarded = faults.has("trusts a forwarded host") && headers["x-forwarded-host"];
  const host = faults.has("takes every host for this machine") ? "127.0.0.1" : forwarded;
  const read: Record<string, unknown> = { ...headers, ...(host && { host }) };
  if (faults.has("takes the access token first") && headers.cookie?.includes("access="))
    read.cookie = headers.cookie.replace(/\bsession=[^;]*/, "");
  if (faults.has("takes every bearer token for its own") && headers.authorization)
    read.cookie = null;
  return (name) => {
    const unseen = [...faults].some((fault) => UNSEEN[fault]?.test(name));
    return unseen ? null : String(read[name] ?? "") || null;
  };
}

async function endpointBody(
  req: IncomingMessage,
  maxBytes: number,
  faults: ReadonlySet<Fault>,
): Promise<string | null> {
  const text = await readBody(
    req.iterator({ destroyOnReturn: false }),
    faults.has("reads bodies whole") ? Number.POSITIVE_INFINITY : maxBytes,
  );
  if (faults.has("takes bodies of any size")) return text?.slice(0, 100) ?? "{";
  const ignored = faults.has("answers a body by the cookies") && !text?.includes("v1.");
  return ignored ? "{}" : text;
}

async function readText(req: IncomingMessage, faults: ReadonlySet<Fault>): Promise<string> {
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
