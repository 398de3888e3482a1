import { readCookie } from "../../cookies/read-cookie.ts";
import {
  type BoundKey,
  boundSessionOf,
  isBindingRequired,
  readBoundKey,
} from "../../session/bound-key.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import { thumbprintOf } from "../../tokens/device-proof.ts";
import type { RedeemOptions } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Parts } from "../context.ts";

/** A bound cookie is accepted after its end for this, as an access token is: it was on its way. In milliseconds. */
const SKEW = 5_000;

/** Nothing to write. */
export const UNCHANGED: SessionChanges = Object.freeze({});

/**
 * The rule of bound sessions: from the first proof of the key on, a session token alone is refused. In the `database`
 * strategy, the bound cookie proves the key for ten minutes. Returns what to write about the binding; null if the token is
 * refused.
 *
 * A renewal by a proof of identity is accepted and, without a proof of the key, ends the binding: a user whose browser has lost
 * the key gets another one. Without the option `deviceBound`, keys are removed.
 */
export function checkBinding(
  context: Parts,
  call: Call,
  record: SessionRecord,
  now: number,
  { bind, change, isProven = false }: Pick<RedeemOptions, "bind" | "change" | "isProven">,
): Promise<SessionChanges | null> | SessionChanges | null {
  if (bind) return bind(record, now);
  if (record.boundKey === null) return UNCHANGED;
  if (!context.device) return { boundKey: null };
  const bound = readBoundKey(record.boundKey);
  if (!isBindingRequired(bound)) return change?.renews ? { boundKey: null } : UNCHANGED;
  const sessionId = boundSessionOf(record);
  if (isProven || hasBoundCookie(context, call, sessionId, bound, now)) return UNCHANGED;
  return change?.renews ? { boundKey: null } : null;
}

function hasBoundCookie(
  context: Parts,
  { request }: Call,
  sessionId: string,
  { key }: BoundKey,
  now: number,
): boolean {
  const header = context.access ? null : request?.header("cookie");
  if (!header) return false;
  const cookie = readCookie(header, context.cookieSpecs(request).bound.name);
  if (cookie === null || cookie === "duplicate") return false;
  const end = context.device?.readCookie(cookie.value, sessionId, thumbprintOf(key)) ?? 0;
  return now < end + SKEW;
}
