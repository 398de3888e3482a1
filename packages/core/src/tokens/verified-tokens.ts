import { BoundedMap } from "../base/bounded-map.ts";
import { detach } from "../base/bytes.ts";

/** Bounds of the cache of verified tokens. */
export interface VerifiedTokensOptions {
  /** At most this many tokens. `10000`. */
  readonly entries?: number | undefined;
}

/** Which tokens verified, with what they decode to. A token is compared whole. */
export interface VerifiedTokens<T> {
  get(token: string): T | undefined;
  set(token: string, value: T): void;
  clear(): void;
}

export const DEFAULT_ENTRIES = 10_000;

export function createVerifiedTokens<T>(options: VerifiedTokensOptions = {}): VerifiedTokens<T> {
  const tokens = new BoundedMap<string, T>(options.entries ?? DEFAULT_ENTRIES);
  return {
    get: (token) => tokens.get(token),
    set: (token, value) => tokens.set(detach(token), value),
    clear: () => tokens.clear(),
  };
}
