import { createDeviceKey } from "../../device/device-key.ts";
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
  /** A proof of the key, as for a refresh. */
  readonly signs: (challenge: string) => Promise<string>;
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
  const key = await createDeviceKey();
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

  return {
    send,
    signs: (challenge) => key.refreshProof(challenge),
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
      const proof = await key.registrationProof(challenge);
      const answer = await own("register", { "secure-session-response": proof });
      if (answer.status === 200) session.id = String(answer.json().session_identifier);
      return answer;
    },
    async refresh(headers = {}) {
      const { id, challenge } = session;
      const isSigned = challenge !== "" && headers["secure-session-response"] === undefined;
      const proof = isSigned
        ? { "secure-session-response": await key.refreshProof(challenge) }
        : {};
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
