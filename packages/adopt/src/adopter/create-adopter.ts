import { type AdoptableSession, type Adopter, SessionConfigError } from "@sessionkit/core";
import { clearCookies } from "../cookies/clear-cookies.ts";
import type { OldCookie } from "../cookies/old-cookie.ts";
import { type Chunking, hasCookie, readChunks } from "../cookies/read-chunks.ts";
import { type Cookies, readCookies } from "../cookies/read-cookies.ts";
import type { SessionOptions } from "./session-options.ts";

/** An old session whose cookie was verified. */
export interface Verified<Old> {
  /** Equal for all cookies of the session, so that an altered copy of a cookie has the same one. */
  readonly id: string;
  readonly old: Old;
  /** Milliseconds since the epoch; undefined if the library has none. */
  readonly createdAt?: number | undefined;
  /** Whether `createdAt` is the time of a renewal, which proves nothing about the user. */
  readonly isRenewal?: boolean | undefined;
  readonly expiresAt?: number | undefined;
  readonly remember?: boolean | undefined;
}

export interface Source<Old, UserId> {
  readonly name: string;
  readonly cookie: OldCookie;
  readonly chunking: Chunking;
  /** More cookies to clear, which are not read. */
  readonly others?: readonly string[];
  /** The user of an old session if the option `userId` is missing. */
  readonly defaultUserId: (old: Old) => UserId | null | undefined;
  /** Returns null for a value that the library would not accept. */
  verify(value: string, cookieName: string): Promise<Verified<Old> | null>;
  /** Whether the cookies outlive the browser, if other cookies determine it. */
  isRemembered?(cookies: Cookies, cookieName: string): boolean | undefined;
  /** Deletes the old session. */
  readonly retire?: ((id: string) => Promise<void>) | undefined;
}

/** Builds an adopter of what differs between libraries. */
export function createAdopter<Old, UserId>(
  source: Source<Old, UserId>,
  options: SessionOptions<Old, UserId>,
): Adopter<UserId> {
  const { cookie, chunking, retire } = source;
  return {
    name: source.name,
    cookies: cookie.names,
    async read(request) {
      const cookies = readCookies(request.header("cookie"));
      // An unusable cookie with a prefix does not make the other name count, which other hosts can set.
      const name = cookie.names.find((one) => hasCookie(cookies, one));
      const value = name === undefined ? null : readChunks(cookies, name, chunking);
      if (name === undefined || value === null) return null;
      const verified = await source.verify(value, name);
      if (!verified) return null;
      const remember = source.isRemembered?.(cookies, name) ?? verified.remember;
      return toSession({ ...verified, remember }, source, options);
    },
    clear(request) {
      const names = [...cookie.names, ...(source.others ?? [])];
      return clearCookies(readCookies(request.header("cookie")), names, cookie.attributes);
    },
    ...(retire && { retire: (credential) => retire(toId(credential)) }),
  };
}

function toSession<Old, UserId>(
  verified: Verified<Old>,
  source: Source<Old, UserId>,
  options: SessionOptions<Old, UserId>,
): AdoptableSession<UserId> | null {
  const { id, old } = verified;
  const now = options.clock?.() ?? Date.now();
  if (verified.expiresAt !== undefined && !(verified.expiresAt > now)) return null;
  const userId = (options.userId ?? source.defaultUserId)(old);
  if (userId === undefined || userId === null || userId === "") return null;
  const data = options.data?.(old) ?? undefined;
  const remember = options.remember?.(old) ?? verified.remember;
  return {
    credential: toCredential(id, userId),
    userId,
    ...toTimes(verified, options, now),
    ...(remember !== undefined && { remember }),
    ...(data !== undefined && { data }),
  };
}

function toTimes<Old, UserId>(
  { old, createdAt: known, isRenewal = false, expiresAt }: Verified<Old>,
  { createdAt: readCreatedAt, rolling = false }: SessionOptions<Old, UserId>,
  now: number,
): Pick<AdoptableSession, "createdAt" | "authenticatedAt" | "expiresAt"> {
  const given = readTime("createdAt", readCreatedAt?.(old));
  const createdAt = given ?? known;
  const end = rolling ? undefined : expiresAt;
  return {
    ...(createdAt !== undefined && { createdAt: new Date(Math.min(createdAt, now)) }),
    ...(given === undefined && isRenewal && { authenticatedAt: null }),
    ...(end !== undefined && { expiresAt: new Date(end) }),
  };
}

/**
 * The id alone does not identify a session: some applications keep it when another user signs in, and this user must not
 * receive the session of the first one.
 */
function toCredential(id: string, userId: unknown): string {
  return JSON.stringify([id, String(userId)]);
}

function toId(credential: string): string {
  const [id] = JSON.parse(credential) as [string];
  return id;
}

/** Returns milliseconds. Throws `SessionConfigError` if a callback of the application has returned no valid date. */
function readTime(option: string, date: Date | null | undefined): number | undefined {
  if (date === undefined || date === null) return undefined;
  const time = date instanceof Date ? date.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new SessionConfigError(option, "expected a valid Date, or null.");
  return time;
}
