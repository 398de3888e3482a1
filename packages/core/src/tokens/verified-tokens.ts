import { detached } from "../base/bytes.ts";

/** Bounds of the cache of verified tokens. */
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

interface Entry<T> {
  readonly token: string;
  readonly value: T;
}

/** Roughly what an entry costs besides its token: the decoded object, its strings, the map's slots. */
const OVERHEAD = 1_024;

/**
 * Remembers which tokens verified. Found by the signature, which is short to hash, and good only for the very token
 * that had it, which is compared whole.
 *
 * Two maps take turns: when the young one has half the budget, the old one is dropped and the young one grows old. A
 * look-up costs no bookkeeping while the token is young, and memory is bounded whatever arrives.
 */
export function createVerifiedTokens<T>(options: VerifiedTokensOptions = {}): VerifiedTokens<T> {
  const maxEntries = Math.ceil((options.entries ?? 10_000) / 2);
  const maxBytes = (options.bytes ?? 16 * 1024 * 1024) / 2;
  let young = new Map<string, Entry<T>>();
  let old = new Map<string, Entry<T>>();
  let bytes = 0;

  function add(signature: string, entry: Entry<T>): void {
    const cost = entry.token.length + OVERHEAD;
    if (cost > maxBytes) return;
    if (young.size >= maxEntries || bytes + cost > maxBytes) {
      old = young;
      young = new Map();
      bytes = 0;
    }
    young.set(signature, entry);
    bytes += cost;
  }

  return {
    get(token) {
      const signature = signatureOf(token);
      const entry = young.get(signature);
      if (entry) return entry.token === token ? entry.value : undefined;
      const aged = old.get(signature);
      if (aged?.token !== token) return undefined;
      old.delete(signature);
      add(signature, aged);
      return aged.value;
    },
    set(token, value) {
      const own = detached(token);
      add(signatureOf(own), { token: own, value });
    },
    delete(token) {
      const signature = signatureOf(token);
      young.delete(signature);
      old.delete(signature);
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

function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf(".") + 1);
}
