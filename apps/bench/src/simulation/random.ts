/** A seeded stream of random numbers. A class for performance: a million of them are created. */
export class Random {
  readonly #seed: number;
  #state: number;

  constructor(seed: string | number) {
    this.#seed = typeof seed === "number" ? seed : hash(seed);
    this.#state = this.#seed;
  }

  /** From 0, below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Half of the draws are below `median`; `sigma` is the weight of the tail. */
  logNormal(median: number, sigma: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(sigma * normal);
  }

  /** An independent stream: draws from one do not affect the other. */
  fork(label: string | number): Random {
    return new Random(mix(this.#seed ^ mix(typeof label === "number" ? label : hash(label))));
  }
}

/** FNV-1a, then mixed, so that similar seeds give unrelated streams. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return mix(value);
}

function mix(value: number): number {
  let mixedValue = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixedValue = Math.imul(mixedValue ^ (mixedValue >>> 13), 0xc2b2ae35);
  return (mixedValue ^ (mixedValue >>> 16)) >>> 0;
}
