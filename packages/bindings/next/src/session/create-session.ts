import type { AnySessions, CreateOptions, Session } from "@sessionkit/core";
import { applyCookies, type WritingRequest } from "./writing-request.ts";

export interface CreateSessionOptions<Data extends object = Record<string, unknown>> {
  /** False: cookies end with the browser, and `lifetime.transient` applies. True. */
  readonly remember?: boolean;
  /** On top of what the `data` option of `createSessions` gives. */
  readonly data?: Partial<Data>;
  /** For a sign-in that another site posts, such as SAML; check its `state` yourself. False. */
  readonly allowCrossSite?: boolean;
}

/** Signs a user in. Whatever session the browser held ends. */
export async function createSession<S extends AnySessions>(
  sessions: S,
  current: WritingRequest,
  userId: string,
  { allowCrossSite: _, ...options }: CreateSessionOptions<Session<S>["data"]> = {},
): Promise<Session<S>> {
  const create: CreateOptions = { ...(options as object), request: current.facts };
  const { session, cookies } = await sessions.create(userId, create);
  await applyCookies(current, cookies);
  return session as Session<S>;
}
