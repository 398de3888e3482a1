/** One thing to measure. */
export interface Subject {
  readonly name: string;
  /** At most this many times the floor, or this many microseconds. */
  readonly target?: { readonly times: number } | { readonly micros: number };
  readonly run: () => unknown;
}
