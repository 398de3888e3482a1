import { createHash, createHmac, hkdfSync } from "node:crypto";

/** Creates tokens with the server's secret, so that a refusal cannot be due to the signature. */
export interface Forge {
  /** A key, derived as in core. */
  readonly key: (purpose: "access" | "session") => Buffer;
  readonly kid: (purpose: "access" | "session") => string;
  /** The header that the server itself writes. */
  readonly header: { readonly alg: string; readonly kid: string; readonly typ: string };
  /** A JWS over exactly these texts, by default with HS256 and the access key. */
  readonly sign: (header: string, payload: string, key?: Buffer, hash?: string) => string;
  /** A session token with a genuine signature. */
  readonly sessionToken: (parts: readonly (string | number)[]) => string;
}

export function createForge(secret: string): Forge {
  const key: Forge["key"] = (purpose) =>
    Buffer.from(hkdfSync("sha256", secret, "sessionkit v1", purpose, 32));
  const kid: Forge["kid"] = (purpose) =>
    createHash("sha256").update(key(purpose)).digest("base64url").slice(0, 8);
  const mac = (by: Buffer, text: string, hash = "sha256"): string =>
    createHmac(hash, by).update(text).digest("base64url");
  return {
    key,
    kid,
    header: { alg: "HS256", kid: kid("access"), typ: "at+jwt" },
    sign: (header, payload, by = key("access"), hash) => {
      const input = `${base64url(header)}.${base64url(payload)}`;
      return `${input}.${mac(by, input, hash)}`;
    },
    sessionToken: (parts) => {
      const body = ["v1", kid("session"), ...parts].join(".");
      return `${body}.${mac(key("session"), body)}`;
    },
  };
}

export function base64url(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

/** The parts of a token between its dots. */
export function partsOf(token: string | undefined): string[] {
  return (token ?? "").split(".");
}

export function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(partsOf(token)[1] ?? "", "base64url").toString("utf8"));
}
