import type { Tokens } from "@sessionkit/core";
import type { TokenStorage } from "./token-storage.ts";

/** The tokens of one client: in memory, and in the storage for the next start. */
export interface TokenKeeper {
  readonly get: () => Promise<Tokens | null>;
  /** A null session token means that the one there is goes on. */
  readonly keep: (tokens: Tokens) => Promise<void>;
  /** What came of asking with `sessionToken`, null for its end; ignored once another one has taken its place. */
  readonly follow: (sessionToken: string | undefined, tokens: Tokens | null) => Promise<void>;
}

/** Writes follow each other in the order of the calls, and memory is ahead of them: a slow storage brings nothing old back. */
export function createTokenKeeper(storage: TokenStorage, key: string): TokenKeeper {
  let current: Promise<Tokens | null> | undefined;
  let written: Promise<unknown> = Promise.resolve();

  function get(): Promise<Tokens | null> {
    current ??= read(storage, key).catch((error) => {
      // Not known is not the same as none: the next one asks the storage again.
      current = undefined;
      throw error;
    });
    return current;
  }

  function write(tokens: Tokens | null): Promise<unknown> {
    current = Promise.resolve(tokens);
    const next = () =>
      tokens ? storage.setItem(key, JSON.stringify(tokens)) : storage.removeItem(key);
    written = written.then(next, next);
    return written;
  }

  async function keep({ accessToken, sessionToken }: Tokens): Promise<void> {
    const before = sessionToken ? null : await get();
    await write({ accessToken, sessionToken: sessionToken ?? before?.sessionToken ?? null });
  }

  return {
    get,
    keep,
    async follow(sessionToken, tokens) {
      if ((await get())?.sessionToken !== sessionToken) return;
      await (tokens ? keep(tokens) : write(null));
    },
  };
}

async function read(storage: TokenStorage, key: string): Promise<Tokens | null> {
  const text = await storage.getItem(key);
  if (!text) return null;
  try {
    const { accessToken, sessionToken }: Partial<Tokens> = Object(JSON.parse(text));
    return { accessToken: accessToken ?? null, sessionToken: sessionToken ?? null };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
