import type { webcrypto } from "node:crypto";
import type { Answer, Send, SendOptions } from "./answer.ts";

/** The host of the requests: sessions are bound on https only, which the server recognizes by the host. */
const HOST = "app.example";
const ENDPOINTS = "/api/auth/bound";

/** A browser with a key for the session. Its requests are those that Chromium sends. */
export interface BoundBrowser {
  /** A request of the application's own pages, with the cookies held now. Stores the cookies of the answer. */
  readonly send: Send;
  /** A page that is opened by a page of this site or, with `cross-site`, of another one. */
  readonly open: (path: string, site?: "cross-site" | "same-origin") => Promise<Answer>;
  readonly post: (path: string, body?: object) => Promise<Answer>;
  /** Registers the key with the offer of an answer. @returns null if there is no offer */
  readonly register: (offering: Answer) => Promise<Answer | null>;
  /** Sends one refresh. @param headers in addition to those of a browser */
  readonly refresh: (headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Removes the cookies that a browser renews with a proof, as if they had expired. */
  readonly expire: () => void;
  readonly signs: (challenge: string, header?: object) => Promise<string>;
  /** Another browser with a copy of the cookies, and without the key. */
  readonly thief: () => Promise<BoundBrowser>;
  readonly cookies: Map<string, string>;
  /** The session that the browser refreshes. */
  readonly session: { id: string; challenge: string };
}

export async function createBoundBrowser(
  raw: Send,
  cookies: Map<string, string> = new Map(),
): Promise<BoundBrowser> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const session = { id: "", challenge: "" };

  const send: Send = async (path, { headers = {}, ...ask }: SendOptions = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await raw(path, {
      ...ask,
      headers: {
        host: HOST,
        ...(cookie && { cookie }),
        "sec-fetch-site": "same-origin",
        ...(ask.method && { origin: `https://${HOST}` }),
        ...headers,
      },
    });
    for (const line of answer.setCookies) store(cookies, line);
    const challenge = answer.headers["secure-session-challenge"];
    if (typeof challenge === "string") session.challenge = challenge.split('"')[1] ?? "";
    return answer;
  };

  /** The headers that Chromium 156 sends with its own requests. */
  const own = (path: string, headers: Readonly<Record<string, string>>) =>
    send(`${ENDPOINTS}/${path}`, {
      method: "POST",
      headers: {
        "content-length": "0",
        "sec-fetch-mode": "no-cors",
        "sec-fetch-dest": "empty",
        ...headers,
      },
    });

  const signs = async (challenge: string, header: object = {}): Promise<string> => {
    const text = [{ alg: "ES256", typ: "dbsc+jwt", ...header }, { jti: challenge }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const bytes = await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(text));
    return `${text}.${Buffer.from(bytes).toString("base64url")}`;
  };

  const jwk = async (): Promise<webcrypto.JsonWebKey> => {
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
    return { kty, crv, x, y } as webcrypto.JsonWebKey;
  };

  return {
    send,
    signs,
    cookies,
    session,
    open: (path, site = "same-origin") =>
      send(path, {
        headers: {
          "sec-fetch-mode": "navigate",
          "sec-fetch-dest": "document",
          "sec-fetch-site": site,
          accept: "text/html",
        },
      }),
    post: (path, body = {}) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    async register(offering) {
      const offer = String(offering.headers["secure-session-registration"] ?? "");
      const [, challenge] = /;challenge="([^"]+)"/.exec(offer) ?? [];
      if (challenge === undefined) return null;
      const proof = await signs(challenge, { jwk: await jwk() });
      const answer = await own("register", { "secure-session-response": proof });
      if (answer.status === 200) session.id = String(answer.json().session_identifier);
      return answer;
    },
    async refresh(headers = {}) {
      const { id, challenge } = session;
      const isSigned = challenge !== "" && headers["secure-session-response"] === undefined;
      const proof = isSigned ? { "secure-session-response": await signs(challenge) } : {};
      return own("refresh", { "sec-secure-session-id": id, ...proof, ...headers });
    },
    expire() {
      for (const name of ["__Host-access", "__Host-bound"]) cookies.delete(name);
    },
    thief: () => createBoundBrowser(raw, new Map(cookies)),
  };
}

function store(cookies: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  const equals = pair.indexOf("=");
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}
