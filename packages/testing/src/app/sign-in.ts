import {
  type AnySessions,
  applyToCookieHeader,
  type CreateOptions,
  type InferSession,
  type InferUserId,
  type IssuedTokens,
  SessionConfigError,
  type SessionRequest,
} from "@sessionkit/core";
import { type StorageState, toStorageState } from "./storage-state.ts";

export type { StorageState };

interface SessionOptions<S extends AnySessions>
  extends Omit<CreateOptions<InferSession<S>["data"]>, "request" | "transport"> {
  /** `User-Agent` of the sign-in. The list of sessions names the device by it. */
  readonly userAgent?: string | undefined;
  /** The address of the client, as the list of sessions has it, also if the service trusts proxies. */
  readonly address?: string | undefined;
}

/** Options of a sign-in with cookies: those of `sessions.create`, and the address of the application. */
export interface BrowserSignInOptions<S extends AnySessions> extends SessionOptions<S> {
  /**
   * The address that the test opens, such as `baseURL` of Playwright. The names of cookies depend on it. Default: `origin`
   * of the service, else `http://localhost`.
   */
  readonly baseURL?: string | undefined;
  readonly transport?: undefined;
}

/** Options of a sign-in of a client that stores its own tokens. */
export interface BearerSignInOptions<S extends AnySessions> extends SessionOptions<S> {
  readonly transport: "bearer";
  /** The scheme in `Authorization`, if `bearerScheme` of the service has another. Default: `"Bearer"`. */
  readonly scheme?: string | undefined;
}

/** A user who is signed in by cookies. */
export interface BrowserSignIn<S extends AnySessions> {
  readonly session: InferSession<S>;
  /** The value of the `Cookie` header. */
  readonly cookie: string;
  /** The headers of a request of the user, also of one that changes data: `cookie` and `sec-fetch-site`. */
  readonly headers: { readonly cookie: string; readonly "sec-fetch-site": "same-origin" };
  /** For `storageState` or `addCookies` of Playwright. Use it in one browser context only: refreshes replace the tokens. */
  readonly storageState: StorageState;
}

/** A user who is signed in by tokens. */
export interface BearerSignIn<S extends AnySessions> {
  readonly session: InferSession<S>;
  readonly tokens: IssuedTokens<S>;
  /** The headers of a request of the user. */
  readonly headers: { readonly authorization: string };
}

/**
 * Signs a user in without a password and without a server, for the tests of an application. Each call creates a session.
 *
 * The service needs the secret and the store of the server that is tested. Rejects like `sessions.create`, and with
 * `SessionConfigError` if the service does not answer at `baseURL`.
 *
 * @example
 * const ada = await signIn(sessions, "ada");
 * await request(app).post("/notes").set(ada.headers).expect(201);
 */
export async function signIn<S extends AnySessions>(
  sessions: S,
  userId: InferUserId<S>,
  options: BearerSignInOptions<S>,
): Promise<BearerSignIn<S>>;
export async function signIn<S extends AnySessions>(
  sessions: S,
  userId: InferUserId<S>,
  options?: BrowserSignInOptions<S>,
): Promise<BrowserSignIn<S>>;
export async function signIn<S extends AnySessions>(
  sessions: S,
  userId: InferUserId<S>,
  options: BearerSignInOptions<S> | BrowserSignInOptions<S> = {},
): Promise<BearerSignIn<S> | BrowserSignIn<S>> {
  return options.transport === "bearer"
    ? signInByTokens(sessions, userId, options)
    : signInByCookies(sessions, userId, options);
}

async function signInByTokens<S extends AnySessions>(
  sessions: S,
  userId: InferUserId<S>,
  { scheme = "Bearer", userAgent, address, ...options }: BearerSignInOptions<S>,
): Promise<BearerSignIn<S>> {
  const request = requestOf("localhost", { userAgent, address });
  const created = await sessions.create(userId, { ...options, request });
  // A sign-in issues both tokens, in all modes.
  const tokens = created.tokens as IssuedTokens<S>;
  const authorization = `${scheme} ${tokens.accessToken ?? tokens.sessionToken}`;
  return { session: created.session, tokens, headers: { authorization } };
}

async function signInByCookies<S extends AnySessions>(
  sessions: S,
  userId: InferUserId<S>,
  { baseURL, userAgent, address, ...options }: BrowserSignInOptions<S>,
): Promise<BrowserSignIn<S>> {
  const { url, request } = addressOf(sessions, baseURL, { userAgent, address });
  const { session, cookies } = await sessions.create(userId, { ...options, request });
  const cookie = applyToCookieHeader(null, cookies);
  return {
    session,
    cookie,
    headers: { cookie, "sec-fetch-site": "same-origin" },
    storageState: toStorageState(cookies, url),
  };
}

/** The address of the service, and the sign-in request that its cookies are for. */
function addressOf(sessions: AnySessions, baseURL: string | undefined, client: Client): Address {
  const asked = parseAddress(baseURL ?? "http://localhost");
  const request = requestOf(asked.host, client);
  const origin = sessions.expectedOrigin(request);
  if (baseURL !== undefined && origin !== asked.origin) {
    throw new SessionConfigError(
      "baseURL",
      `is ${asked.origin}, and the service answers at ${origin}. Pass that one, or create the service of the tests with another origin.`,
    );
  }
  return { url: new URL(origin ?? asked), request };
}

interface Client {
  readonly userAgent: string | undefined;
  readonly address: string | undefined;
}

/** The request of a client whose connection ends at the service: no header has another address. */
function requestOf(host: string, { userAgent, address }: Client): SessionRequest {
  const headers: Readonly<Record<string, string | undefined>> = { host, "user-agent": userAgent };
  return { method: "POST", header: (name) => headers[name] ?? null, address };
}

interface Address {
  readonly url: URL;
  readonly request: SessionRequest;
}

function parseAddress(baseURL: string): URL {
  if (!URL.canParse(baseURL) || !/^https?:/.test(baseURL)) {
    throw new SessionConfigError(
      "baseURL",
      `${JSON.stringify(baseURL)} is not an address such as "http://localhost:3000".`,
    );
  }
  return new URL(baseURL);
}
