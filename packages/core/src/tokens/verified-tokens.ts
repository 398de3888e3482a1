import { BoundedMap } from "../base/bounded-map.ts";
import { detach } from "../base/bytes.ts";

/** Bounds of the cache of verified tokens. */
export interface VerifiedTokensOptions {
  /** Maximum number of tokens. Default: 10000. */
  readonly entries?: number | undefined;
}

/** A cache of verified tokens and their decoded values. Tokens are compared as a whole. */
export interface VerifiedTokens<T> {
  get(token: string): T | undefined;
  set(token: string, value: T): void;
}

const DEFAULT_ENTRIES = 10_000;

/** The last characters of a token are from its signature and serve as its hash. */
const KEY_LENGTH = 43;

/** @param options false: none is kept */
export function createVerifiedTokens<T>(
  options: VerifiedTokensOptions | false = {},
): VerifiedTokens<T> {
  if (options === false) return { get: () => undefined, set: () => undefined };
  const entries = new BoundedMap<string, { readonly token: string; readonly value: T }>(
    options.entries ?? DEFAULT_ENTRIES,
  );
  return {
    get(token) {
      const entry = entries.get(token.slice(-KEY_LENGTH));
      return entry?.token === token ? entry.value : undefined;
    },
    set(given, value) {
      const token = detach(given);
      entries.set(token.slice(-KEY_LENGTH), { token, value });
    },
  };
}
