import { constantTimeEqual } from "../base/bytes.ts";
import type { KeyRing } from "./keys.ts";
import { createVerifiedTokens } from "./verified-tokens.ts";

/**
 * Texts that this server signs for the binding of a session to a key, and reads again without a store: challenges, and the
 * bound cookie of the `database` strategy. A text for one use or session is refused for another one.
 */
export interface DeviceTokens {
  /** A challenge to register a first key. */
  offer(sessionId: string, now: number): string;
  /** When an offer was made, in milliseconds; null for another text. */
  readOffer(challenge: string, sessionId: string): number | null;
  /** A challenge to prove a registered key. `count` makes it usable once: see `BoundKey`. */
  challenge(sessionId: string, thumbprint: string, count: number): string;
  /** The count of a challenge; null for another text. */
  readChallenge(challenge: string, sessionId: string, thumbprint: string): number | null;
  /** The value of the bound cookie. */
  cookie(sessionId: string, thumbprint: string, expiresAt: number): string;
  /** When a bound cookie expires, in milliseconds; null for another text. */
  readCookie(value: string, sessionId: string, thumbprint: string): number | null;
}

const SHAPE = /^([opc])\.([\da-z]{1,11})\.([\w-]{43})$/;

/** @param keys of purpose `device` */
export function createDeviceTokens(keys: KeyRing): DeviceTokens {
  const contentOf = (use: string, parts: readonly string[], number: string): string =>
    JSON.stringify([use, ...parts, number]);

  /** The bound cookies that were verified last, with their ends. */
  const cookies = createVerifiedTokens<number>();

  function write(use: "o" | "p" | "c", value: number, ...parts: string[]): string {
    const number = value.toString(36);
    return `${use}.${number}.${keys.signing.mac(contentOf(use, parts, number))}`;
  }

  function read(use: "o" | "p" | "c", text: string, ...parts: string[]): number | null {
    const match = text.length > 64 ? null : SHAPE.exec(text);
    if (!match || match[1] !== use) return null;
    const [, , number, mac] = match as unknown as [string, string, string, string];
    const content = contentOf(use, parts, number);
    const isGenuine = keys.all.some((key) => constantTimeEqual(key.mac(content), mac));
    return isGenuine ? Number.parseInt(number, 36) : null;
  }

  return {
    offer: (id, now) => write("o", now, id),
    readOffer: (challenge, id) => read("o", challenge, id),
    challenge: (id, thumbprint, count) => write("p", count, id, thumbprint),
    readChallenge: (challenge, id, thumbprint) => read("p", challenge, id, thumbprint),
    cookie: (id, thumbprint, expiresAt) => write("c", expiresAt, id, thumbprint),
    readCookie(value, id, thumbprint) {
      // The cache compares all parts. The value is last, since its end serves as the hash.
      const all = `${id} ${thumbprint} ${value}`;
      const known = cookies.get(all);
      if (known !== undefined) return known;
      const end = read("c", value, id, thumbprint);
      if (end !== null) cookies.set(all, end);
      return end;
    },
  };
}
