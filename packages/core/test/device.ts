import type { webcrypto } from "node:crypto";
import type { AnySessions, EndpointResponse, SetCookie } from "../src/index.ts";
import { type Browser, createBrowser, type RequestOptions } from "./browser.ts";

const BASE = "/api/auth/bound";
const BOUND_COOKIES = ["__Host-access", "__Host-bound"];

/** A browser that supports device-bound sessions: what Chromium does, as far as a session sees it. */
type Jwk = webcrypto.JsonWebKey;

export interface Device extends Browser {
  /** The session that the browser refreshes; null if it has none. */
  readonly bound: { readonly id: string; readonly cookie: string } | null;
  /** Follows the offer of an answer, if it has one. Returns the answer to the registration. */
  register(from: { readonly cookies: readonly SetCookie[] }): Promise<EndpointResponse | null>;
  /** Refreshes as before a request, at most once for each challenge. Returns all answers. */
  refresh(): Promise<EndpointResponse[]>;
  /** Sends a refresh with this proof. */
  present(proof: string): Promise<EndpointResponse>;
  /** Loses the key, as if the answer to the registration had not arrived. */
  forget(): void;
  /** Lets the cookies that the browser renews expire. */
  expire(): void;
  /** Signs a challenge with the key of the browser. */
  sign(challenge: string, header?: object): Promise<string>;
  jwk(): Promise<Jwk>;
  /** The last answer with a challenge. */
  challenge: string | null;
}

export async function createDevice(
  sessions: Pick<AnySessions, "handle">,
  alg: "ES256" | "RS256" = "ES256",
): Promise<Device> {
  const browser = createBrowser();
  const pair = await crypto.subtle.generateKey(...algorithmOf(alg));
  let bound: Device["bound"] = null;

  const post = async (path: string, headers: Record<string, string>): Promise<EndpointResponse> => {
    const response = await sessions.handle(
      browser.request({ method: "POST", url: `${BASE}/${path}`, headers }),
    );
    if (!response) throw new Error("There is no such endpoint.");
    browser.obey(response);
    const challenge = headerOf(response, "secure-session-challenge");
    if (challenge) device.challenge = challenge.split('"')[1] as string;
    return response;
  };

  const jwk = async (): Promise<Jwk> => {
    const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", pair.publicKey);
    return (kty === "EC" ? { kty, crv, x, y } : { kty, n, e }) as Jwk;
  };

  const sign = async (challenge: string, header: object = {}): Promise<string> => {
    const parts = [
      { alg, typ: "dbsc+jwt", ...header },
      { jti: challenge, aud: "https://x" },
    ];
    const text = parts
      .map((part) => encode(new TextEncoder().encode(JSON.stringify(part))))
      .join(".");
    const params = alg === "ES256" ? { name: "ECDSA", hash: "SHA-256" } : "RSASSA-PKCS1-v1_5";
    const bytes = await crypto.subtle.sign(params, pair.privateKey, new TextEncoder().encode(text));
    return `${text}.${encode(new Uint8Array(bytes))}`;
  };

  const device: Device = {
    ...browser,
    challenge: null,
    get bound() {
      return bound;
    },
    jwk,
    sign,
    async register({ cookies }) {
      const offer = cookies.find(({ registration }) => registration)?.registration;
      if (!offer) return null;
      const challenge = /challenge="([^"]+)"/.exec(offer)?.[1] as string;
      const proof = await sign(challenge, { jwk: await jwk() });
      const response = await post("register", { "secure-session-response": proof });
      if (response.status === 200) {
        const body = JSON.parse(response.body ?? "") as {
          session_identifier: string;
          credentials: { name: string }[];
        };
        bound = { id: body.session_identifier, cookie: body.credentials[0]?.name as string };
      }
      return response;
    },
    async refresh() {
      const answers: EndpointResponse[] = [];
      for (let round = 0; bound && round < 5; round++) {
        const proof = device.challenge && (await sign(device.challenge));
        const response = await post("refresh", {
          "sec-secure-session-id": bound.id,
          ...(proof ? { "secure-session-response": proof } : {}),
        });
        answers.push(response);
        if (isEnd(response)) bound = null;
        if (response.status !== 403) break;
      }
      return answers;
    },
    present: (proof) =>
      post("refresh", {
        "sec-secure-session-id": bound?.id ?? "",
        "secure-session-response": proof,
      }),
    forget() {
      bound = null;
    },
    expire() {
      for (const name of BOUND_COOKIES) browser.jar.delete(name);
    },
  };
  return device;
}

/** A request for a page, as a browser sends it. */
export function navigation(site: "same-origin" | "none" | "cross-site"): RequestOptions {
  return { headers: { "sec-fetch-mode": "navigate", "sec-fetch-site": site } };
}

export function headerOf({ headers }: EndpointResponse, name: string): string | undefined {
  return headers.find(([known]) => known === name)?.[1];
}

export function statusesOf(answers: readonly EndpointResponse[]): number[] {
  return answers.map(({ status }) => status);
}

/** Whether Chromium ends its session for the answer to a refresh. */
function isEnd({ status, body }: EndpointResponse): boolean {
  if (status === 200)
    return (JSON.parse(body ?? "{}") as { continue?: boolean }).continue === false;
  return status !== 403 && status < 500;
}

function algorithmOf(
  alg: "ES256" | "RS256",
): [webcrypto.RsaHashedKeyGenParams, true, webcrypto.KeyUsage[]] {
  const params =
    alg === "ES256"
      ? { name: "ECDSA", namedCurve: "P-256" }
      : {
          name: "RSASSA-PKCS1-v1_5",
          hash: "SHA-256",
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
        };
  return [params as webcrypto.RsaHashedKeyGenParams, true, ["sign", "verify"]];
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
