import type { SessionOf } from "@sessionkit/core";
import type { Context } from "hono";
import type { Binding } from "../bind/binding.ts";
import { changeSession } from "./change-session.ts";

/** Merges into the session's own data. */
export function updateSession(binding: Binding, c: Context, data: object): Promise<SessionOf> {
  return changeSession(binding, c, "updateSession", (session, request) =>
    binding.sessions.update(session, data, request),
  );
}
