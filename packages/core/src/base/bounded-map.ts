/**
 * A map of the most recently used entries: between `capacity / 2` and `capacity` of them. It has two generations: reading
 * an entry moves it to the young one. When the young one is full, it becomes the old one and the old one is dropped.
 */
export class BoundedMap<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  readonly #onDrop: ((dropped: MapIterator<V>) => void) | undefined;

  /** @param onDrop receives the values of the old generation before it is dropped */
  constructor(capacity: number, onDrop?: (dropped: MapIterator<V>) => void) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
    this.#onDrop = onDrop;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#onDrop?.(this.#old.values());
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: K): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  /** An upper bound: an entry that was read again is counted in both generations. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
