import type { SessionSeed } from "@sessionkit/client";

const awaited = new WeakMap<object, Promise<unknown>>();

/** Remembers that an answer is on its way to a client, until it has come or failed. */
export function awaitSeed(client: object, seed: SessionSeed<object, unknown>): void {
  awaited.delete(client);
  if (!seed || !("then" in seed)) return;
  const over = () => {
    if (awaited.get(client) === coming) awaited.delete(client);
  };
  const coming: Promise<unknown> = Promise.resolve(seed).then(over, over);
  awaited.set(client, coming);
}

/** Undefined where nothing is on its way. Never rejects. */
export function awaitedSeed(client: object): Promise<unknown> | undefined {
  return awaited.get(client);
}
