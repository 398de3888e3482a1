import type { SessionSeed } from "@sessionkit/client";

const awaited = new WeakMap<object, Promise<unknown>>();

/** Remembers the answer that was promised to a client last. */
export function awaitSeed(client: object, seed: SessionSeed<object, unknown>): void {
  if (seed && "then" in seed)
    awaited.set(
      client,
      Promise.resolve(seed).catch(() => undefined),
    );
  else awaited.delete(client);
}

/** Undefined where none was promised. Never rejects. */
export function awaitedSeed(client: object): Promise<unknown> | undefined {
  return awaited.get(client);
}
