import type { CreateOptions, SessionOf } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
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
export async function createSession(
  binding: Binding,
  c: Context,
  userId: string,
  { allowCrossSite, ...options }: CreateSessionOptions = {},
): Promise<SessionOf> {
  const { session } = await writeSession(
    binding,
    c,
    "createSession",
    (request) => {
      const create: CreateOptions = { ...(options as object), request };
      return binding.sessions.create(userId, create);
    },
    allowCrossSite,
  );
  return session;
}
