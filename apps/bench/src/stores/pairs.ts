import type { Pair } from "./pair.ts";

export interface Pairs {
  readonly pairs: readonly Pair[];
  close(): Promise<void>;
}
