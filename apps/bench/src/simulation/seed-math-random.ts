import type { Random } from "./random.ts";

/** Makes the core's own draws (the jitter of its lifetimes) repeatable. Returns what undoes it. */
export function seedMathRandom(random: Random): () => void {
  const original = Math.random;
  Math.random = () => random.next();
  return () => {
    Math.random = original;
  };
}
