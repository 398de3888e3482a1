import type { CookieSpecs } from "../../cookies/cookie-policy.ts";
import { readCookie } from "../../cookies/read-cookie.ts";
import {
  type BoundKey,
  boundSessionOf,
  isBindingRequired,
  readBoundKey,
} from "../../session/bound-key.ts";
import type { SessionChanges, SessionRecord } from "../../store/session-store.ts";
import { DEVICE_ALGORITHMS, thumbprintOf } from "../../tokens/device-proof.ts";
import type { RedeemOptions } from "../backend/backend.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";

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
  call: Call,
  record: SessionRecord,
  now: number,
  { bind, change, proof }: Pick<RedeemOptions, "bind" | "change" | "proof">,
): Promise<SessionChanges | null> | SessionChanges | null {
  if (bind) return bind(record, now);
  if (record.boundKey === null) return UNCHANGED;
  if (!call.context.device) return { boundKey: null };
  const bound = readBoundKey(record.boundKey);
  if (!isBindingRequired(bound)) return change?.renews ? { boundKey: null } : UNCHANGED;
  if (proof || hasBoundCookie(call, boundSessionOf(record), bound, now)) return UNCHANGED;
  return change?.renews ? { boundKey: null } : null;
}

function hasBoundCookie(call: Call, sessionId: string, { key }: BoundKey, now: number): boolean {
  const { access, device } = call.context;
  const header = access ? null : call.header("cookie");
  if (!header) return false;
  const cookie = readCookie(header, call.credentials.specs.bound.name);
  if (cookie === null || cookie === "duplicate") return false;
  const end = device?.readCookie(cookie.value, sessionId, thumbprintOf(key)) ?? 0;
  return now < end + SKEW;
}

/**
 * The value of `Secure-Session-Registration`: offers a browser to bind a session to a key. Undefined without the option
 * `deviceBound`, and on http, where browsers ignore it. Browsers limit how often they sign: make an offer only if necessary.
 *
 * @param pathPrefix as in `EndpointRequest`
 */
export function offerOf(
  { device, basePath }: Pick<Context, "device" | "basePath">,
  { session }: CookieSpecs,
  sessionId: string,
  now: number,
  pathPrefix = "",
): string | undefined {
  if (!device || !session.secure) return undefined;
  const challenge = device.offer(sessionId, now);
  return `(${DEVICE_ALGORITHMS});path="${pathPrefix}${basePath}/bound/register";challenge="${challenge}"`;
}
