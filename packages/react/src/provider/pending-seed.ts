import type { SessionSeed } from "@sessionkit/client";

const pending = new WeakMap<object, Promise<unknown>>();

/** Stores the promised answer that a client received last. */
export function setPendingSeed(client: object, seed: SessionSeed<object, unknown>): void {
  if (seed && "then" in seed)
    pending.set(
      client,
      Promise.resolve(seed).catch(() => undefined),
    );
  else pending.delete(client);
}

/** Resolves when the promised answer has settled; undefined without one. Never rejects. */
export function getPendingSeed(client: object): Promise<unknown> | undefined {
  return pending.get(client);
}
