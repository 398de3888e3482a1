import type { AnySessions, InferClaims, InferPublicUser, Tokens } from "@sessionkit/core";
import { createSessionClient } from "../client/create-session-client.ts";
import type { SessionClient, SessionClientOptions } from "../client/session-client.ts";
import type { SessionState } from "../state/session-state.ts";
import { createBearerFetch } from "./bearer-fetch.ts";
import { createStoredTokens } from "./stored-tokens.ts";
import type { TokenStorage } from "./token-storage.ts";

export interface BearerClientOptions<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends Omit<SessionClientOptions<Claims, User>, "basePath" | "live"> {
  /** The URL of the endpoints: `https://api.example.com/api/auth`. */
  readonly basePath: string;
  /** The storage of the tokens. Choose one that the system encrypts. */
  readonly storage: TokenStorage;
  /** The key in that storage. Default: `sessionkit`. */
  readonly storageKey?: string | undefined;
}

/** A client that stores its tokens itself, for native applications and Node. */
export interface BearerClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends SessionClient<Claims, User> {
  /** Stores the `tokens` of a sign-in (`outcome.tokens` of `create`) and requests the session. */
  readonly signIn: (tokens: Tokens) => Promise<SessionState<Claims, User>>;
}

/**
 * Creates a client that sends `Authorization: Bearer` instead of cookies, and otherwise works as in a browser.
 *
 * @example
 * const client = createBearerClient<typeof sessions>({ basePath: "https://api.example.com/api/auth", storage });
 * client.start();
 */
export function createBearerClient<S extends AnySessions = never>(
  ...options: [S] extends [never]
    ? [never]
    : [options: BearerClientOptions<InferClaims<S>, InferPublicUser<S>>]
): BearerClient<InferClaims<S>, InferPublicUser<S>>;
export function createBearerClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
>(options: BearerClientOptions<Claims, User>): BearerClient<Claims, User>;
export function createBearerClient<Claims extends object, User>({
  storage,
  storageKey = "sessionkit",
  fetch = (...request) => globalThis.fetch(...request),
  ...options
}: BearerClientOptions<Claims, User>): BearerClient<Claims, User> {
  const stored = createStoredTokens(storage, storageKey);
  const client = createSessionClient<Claims, User>({
    ...options,
    fetch: createBearerFetch(fetch, options.basePath, stored),
  });
  return {
    ...client,
    async signIn(tokens) {
      await stored.save(tokens);
      return client.check();
    },
  };
}
