import { detached } from "../base/bytes.ts";

/** Bounds of the cache of verified tokens. */
export interface VerifiedTokensOptions {
  /** At most this many tokens, rounded down to a multiple of four. `10000`. */
  readonly entries?: number;
  /** At most about this many bytes of tokens and what they decode to. `16777216` (16 MiB). */
  readonly bytes?: number;
}

export interface VerifiedTokens<T> {
  get(token: string): T | undefined;
  /** Keeps what verified, from the second time it is offered: many tokens come once, and keeping costs half a verification. */
  offer(token: string, value: T): void;
  delete(token: string): void;
  clear(): void;
  /** How many tokens are kept now. */
  readonly size: number;
}

interface Entry<T> {
  readonly token: string;
  readonly value: T;
  /** Asked for since it was last passed over. */
  used: boolean;
}

/** Roughly what an entry costs besides its token: the decoded object and its strings. */
const OVERHEAD = 1_024;
/** Places a token may take. */
const WAYS = 4;

/**
 * Remembers which tokens verified: good only for the very token, which is compared whole.
 *
 * A table of buckets with four places each, found by the end of the token, which is the end of a signature and so
 * spreads by itself; nobody can aim at a bucket without the key. Where a bucket is full, the next that was not asked
 * for lately makes room (second chance). Against a `Map` this spares slicing and hashing a string per look-up, and
 * memory is bounded whatever arrives.
 */
export function createVerifiedTokens<T>(options: VerifiedTokensOptions = {}): VerifiedTokens<T> {
  const buckets = Math.max(1, Math.floor((options.entries ?? 10_000) / WAYS));
  const maxBytes = options.bytes ?? 16 * 1024 * 1024;
  const prints = new Int32Array(buckets * WAYS);
  const sighted = new Uint8Array(buckets * WAYS * 8);
  const hands = new Uint8Array(buckets);
  let entries = new Array<Entry<T> | undefined>(buckets * WAYS);
  let size = 0;
  let bytes = 0;
  let sweep = 0;
  let sights = 0;

  function find(token: string, print: number): number {
    const first = bucketOf(print) * WAYS;
    for (let place = first; place < first + WAYS; place++) {
      if (prints[place] === print && entries[place]?.token === token) return place;
    }
    return -1;
  }

  function bucketOf(print: number): number {
    return (print >>> 0) % buckets;
  }

  /** Sometimes wrong to say no, which keeps a token early. Forgets all before it would be wrong often. */
  function isFirstSight(print: number): boolean {
    const place = (print >>> 0) % sighted.length;
    if (sighted[place]) return false;
    if (++sights * 4 > sighted.length) {
      sighted.fill(0);
      sights = 1;
    }
    sighted[place] = 1;
    return true;
  }

  /** An empty place, else that of the first which was not used since the hand came by. */
  function placeFor(print: number): number {
    const bucket = bucketOf(print);
    const first = bucket * WAYS;
    for (let place = first; place < first + WAYS; place++) if (!entries[place]) return place;
    for (;;) {
      const place = first + (hands[bucket] as number);
      hands[bucket] = ((hands[bucket] as number) + 1) % WAYS;
      const entry = entries[place] as Entry<T>;
      if (!entry.used) return place;
      entry.used = false;
    }
  }

  function empty(place: number): void {
    const entry = entries[place];
    if (!entry) return;
    entries[place] = undefined;
    bytes -= costOf(entry.token);
    size--;
  }

  return {
    get(token) {
      const place = find(token, printOf(token));
      if (place === -1) return undefined;
      const entry = entries[place] as Entry<T>;
      entry.used = true;
      return entry.value;
    },
    offer(token, value) {
      const cost = costOf(token);
      const print = printOf(token);
      if (cost > maxBytes || isFirstSight(print)) return;
      const known = find(token, print);
      const place = known === -1 ? placeFor(print) : known;
      empty(place);
      for (; bytes + cost > maxBytes; sweep = (sweep + 1) % entries.length) empty(sweep);
      prints[place] = print;
      entries[place] = { token: detached(token), value, used: false };
      bytes += cost;
      size++;
    },
    delete(token) {
      const place = find(token, printOf(token));
      if (place !== -1) empty(place);
    },
    clear() {
      entries = new Array(buckets * WAYS);
      size = 0;
      bytes = 0;
    },
    get size() {
      return size;
    },
  };
}

function costOf(token: string): number {
  return token.length + OVERHEAD;
}

/** The last eight characters, folded: 48 bits of a signature into 32. */
function printOf(token: string): number {
  let print = 0;
  for (let index = Math.max(0, token.length - 8); index < token.length; index++)
    print = (Math.imul(print, 31) + token.charCodeAt(index)) | 0;
  return print;
}
