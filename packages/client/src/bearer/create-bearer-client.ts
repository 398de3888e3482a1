import type { AnySessions, InferClaims, InferPublicUser, Tokens } from "@sessionkit/core";
import { createSessionClient } from "../client/create-session-client.ts";
import type { SessionClient, SessionClientOptions } from "../client/session-client.ts";
import type { SessionState } from "../state/session-state.ts";
import { createBearerFetch } from "./bearer-fetch.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import type { TokenStorage } from "./token-storage.ts";

export interface BearerClientOptions<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends Omit<SessionClientOptions<Claims, User>, "basePath"> {
  /** The address of the endpoints, whole: `https://api.example.com/api/auth`. */
  readonly basePath: string;
  /** Where the tokens are kept between two starts. Choose one that the system encrypts. */
  readonly storage: TokenStorage;
  /** The key in that storage. `sessionkit` without it. */
  readonly storageKey?: string | undefined;
}

/** A client that holds its tokens itself, for native apps and for Node. */
export interface BearerClient<
  Claims extends object = Record<never, never>,
  User = { readonly id: string },
> extends SessionClient<Claims, User> {
  /** Takes over the `tokens` of a sign-in (`outcome.tokens` of `create`) and asks who that is. */
  readonly signIn: (tokens: Tokens) => Promise<SessionState<Claims, User>>;
}

/**
 * Makes a client that sends `Authorization: Bearer` instead of cookies. Everything else is as in a browser. With the
 * type of the server's sessions: `createBearerClient<typeof sessions>(…)`.
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
  const keeper = createTokenKeeper(storage, storageKey);
  const client = createSessionClient<Claims, User>({
    ...options,
    fetch: createBearerFetch(fetch, options.basePath, keeper),
  });
  return {
    ...client,
    async signIn(tokens) {
      await keeper.keep(tokens);
      return client.check();
    },
  };
}
