/** The public content of a token, and what the model adds to it. */
export interface Token {
  readonly text: string;
  readonly kind: "session" | "access";
  readonly sessionId: string;
  readonly generation: number;
  readonly branch: number;
  /** Milliseconds; infinite for a session token whose end is in the record. */
  readonly expiresAt: number;
  /** Milliseconds, in whole seconds; null where only the record says it. */
  readonly authenticatedAt: number | null;
  /** The newest proof of identity, in milliseconds, that this token may ever lead to. */
  readonly freshness: number;
  /** The number of the step that issued it last. */
  readonly issued: number;
}

/** Reads a token without verifying it. */
export function readToken(text: string, freshness = 0, issued = 0): Token {
  const parts = text.split(".");
  if (parts[0] === "v1") {
    const [, , sessionId, generation, branch] = parts as [string, string, string, string, string];
    return {
      text,
      kind: "session",
      sessionId,
      generation: Number(generation),
      branch: Number(branch),
      expiresAt: Number.POSITIVE_INFINITY,
      authenticatedAt: null,
      freshness,
      issued,
    };
  }
  const [header, payload] = parts.slice(0, 2).map(readJson) as [Header, Payload];
  return {
    text,
    kind: header.typ === "at+jwt" ? "access" : "session",
    sessionId: payload.sid,
    generation: payload.gen ?? 1,
    branch: payload.br ?? 1,
    expiresAt: payload.exp * 1000,
    authenticatedAt: payload.auth_time * 1000,
    freshness,
    issued,
  };
}

interface Header {
  readonly typ: string;
}

interface Payload {
  readonly sid: string;
  readonly gen?: number;
  readonly br?: number;
  readonly exp: number;
  readonly auth_time: number;
}

function readJson(part: string): unknown {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}

/** Whether `a` stands before `b` in the life of one session. */
export function isOlder(a: Token, b: Token): boolean {
  return a.generation < b.generation || (a.generation === b.generation && a.branch < b.branch);
}
