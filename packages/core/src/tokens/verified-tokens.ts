/** Bounds of the cache of verified access tokens. */
export interface VerifiedTokensOptions {
  /** At most about this many tokens. `10000`. */
  readonly entries?: number;
  /** At most about this many bytes of tokens and what they decode to. `16777216` (16 MiB). */
  readonly bytes?: number;
}

export interface VerifiedTokens<T> {
  get(token: string): T | undefined;
  set(token: string, value: T): void;
  delete(token: string): void;
  clear(): void;
  /** How many tokens are kept now. */
  readonly size: number;
}

/** Roughly what an entry costs besides twice its token: the decoded object, its strings, the map's slots. */
const OVERHEAD = 1_024;

/**
 * Remembers which tokens verified, keyed by the whole token. Two maps take turns: when the young one has half the
 * budget, the old one is dropped and the young one grows old. A look-up costs no bookkeeping while the token is young,
 * and memory is bounded whatever arrives.
 */
export function createVerifiedTokens<T>(options: VerifiedTokensOptions = {}): VerifiedTokens<T> {
  const maxEntries = Math.ceil((options.entries ?? 10_000) / 2);
  const maxBytes = (options.bytes ?? 16 * 1024 * 1024) / 2;
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  let bytes = 0;

  function add(token: string, value: T): void {
    const cost = token.length * 2 + OVERHEAD;
    if (cost > maxBytes) return;
    if (young.size >= maxEntries || bytes + cost > maxBytes) {
      old = young;
      young = new Map();
      bytes = 0;
    }
    young.set(token, value);
    bytes += cost;
  }

  return {
    get(token) {
      const value = young.get(token);
      if (value !== undefined) return value;
      const aged = old.get(token);
      if (aged !== undefined) {
        old.delete(token);
        add(token, aged);
      }
      return aged;
    },
    set(token, value) {
      add(unshared(token), value);
    },
    delete(token) {
      young.delete(token);
      old.delete(token);
    },
    clear() {
      young = new Map();
      old = new Map();
      bytes = 0;
    },
    get size() {
      return young.size + old.size;
    },
  };
}

/** A copy of its own: a slice of a cookie header would keep the whole header in memory for as long as it is a key. */
function unshared(token: string): string {
  return token.split(".").join(".");
}
