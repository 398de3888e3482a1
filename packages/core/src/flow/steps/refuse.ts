import { deleteCookie, type SetCookie } from "../../cookies/set-cookie.ts";
import { type Unauthenticated, unauthenticated } from "../../session/outcome.ts";
import type { EndReason } from "../../session/reasons.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/** Says no, and takes the cookies back where they are what was refused. A bearer's refusal is none of the cookies' business. */
export function refuse(
  context: Context,
  credentials: Credentials,
  reason: EndReason,
  clear = true,
): Unauthenticated {
  const cookies = clear && credentials.transport === "cookie" ? forget(context, credentials) : [];
  return unauthenticated(reason, cookies);
}

/** Takes back every cookie of ours. */
export function forget(context: Context, { specs }: Credentials): SetCookie[] {
  const session = deleteCookie(specs.session);
  return context.mode === "database" ? [session] : [deleteCookie(specs.access), session];
}
