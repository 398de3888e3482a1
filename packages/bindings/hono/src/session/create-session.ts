import type { AnySessions, CreateOptions, Session } from "@sessionkit/core";
import type { Context } from "hono";
import type { Settings } from "../bind/bind-options.ts";
import { writeSession } from "./write-session.ts";

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
  settings: Settings,
  c: Context,
  userId: string,
  { allowCrossSite = false, ...options }: CreateSessionOptions<Session<S>["data"]> = {},
): Promise<Session<S>> {
  const { session } = await writeSession(sessions, settings, c, {
    verb: "createSession",
    allowCrossSite,
    work: ({ facts }) => {
      const create: CreateOptions = { ...(options as object), request: facts };
      return sessions.create(userId, create);
    },
  });
  return session as Session<S>;
}
