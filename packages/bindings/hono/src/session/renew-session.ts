import type { SessionOf } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { changeSession } from "./change-session.ts";

export interface RenewSessionOptions {
  /** The user has just proved who they are again: the session is fresh from now. False. */
  readonly authenticated?: boolean;
}

/** New credentials for this session, at a step-up or a change of privilege; the old ones die. */
export function renewSession(
  binding: Binding,
  c: Context,
  { authenticated = false }: RenewSessionOptions = {},
): Promise<SessionOf> {
  return changeSession(binding, c, "renewSession", (session, request) =>
    binding.sessions.renew(session, { request, authenticated }),
  );
}
