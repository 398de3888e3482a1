import type { Tokens } from "@sessionkit/core";
import type { TokenStorage } from "./token-storage.ts";

/** The tokens of one client, in memory and in its storage. */
export interface StoredTokens {
  readonly get: () => Promise<Tokens | null>;
  /** If `sessionToken` is null, the current one is kept. */
  readonly save: (tokens: Tokens) => Promise<void>;
  /** Saves the result of a request that was sent with `sessionToken`; null removes it. Ignored if the token has changed. */
  readonly saveIfCurrent: (
    sessionToken: string | undefined,
    tokens: Tokens | null,
  ) => Promise<void>;
}

/** Memory is updated before the storage, and writes are queued: a slow storage cannot restore older tokens. */
export function createStoredTokens(storage: TokenStorage, key: string): StoredTokens {
  let current: Promise<Tokens | null> | undefined;
  let lastWrite: Promise<unknown> = Promise.resolve();

  function get(): Promise<Tokens | null> {
    current ??= read(storage, key).catch((error) => {
      // A failed read does not mean that there are no tokens: the next call reads again.
      current = undefined;
      throw error;
    });
    return current;
  }

  function write(tokens: Tokens | null): Promise<unknown> {
    current = Promise.resolve(tokens);
    const next = () =>
      tokens ? storage.setItem(key, JSON.stringify(tokens)) : storage.removeItem(key);
    lastWrite = lastWrite.then(next, next);
    return lastWrite;
  }

  async function save({ accessToken, sessionToken }: Tokens): Promise<void> {
    const before = sessionToken ? null : await get();
    await write({ accessToken, sessionToken: sessionToken ?? before?.sessionToken ?? null });
  }

  return {
    get,
    save,
    async saveIfCurrent(sessionToken, tokens) {
      if ((await get())?.sessionToken !== sessionToken) return;
      await (tokens ? save(tokens) : write(null));
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
