/** A stream of random numbers that a seed repeats. A class, because a million of them are made. */
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

  /** Half of the draws are below `median`; `sigma` says how heavy the tail is. */
  logNormal(median: number, sigma: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(sigma * normal);
  }

  /** A stream of its own: what is drawn from one changes nothing in the other. */
  fork(label: string | number): Random {
    return new Random(stir(this.#seed ^ stir(typeof label === "number" ? label : hash(label))));
  }
}

/** FNV-1a, then stirred, so that neighbouring seeds have nothing in common. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return stir(value);
}

function stir(value: number): number {
  let stirred = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  stirred = Math.imul(stirred ^ (stirred >>> 13), 0xc2b2ae35);
  return (stirred ^ (stirred >>> 16)) >>> 0;
}
