import { constantTimeEqual } from "../base/bytes.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Mac } from "../tokens/hmac.ts";

/** The request header in which a proxy marks the session token that it set on the forwarded request. */
const FORWARDED_MARK = "x-sessionkit-forwarded";

/**
 * Whether this server issued the session token within the same request. Such a token does not count as presented: the
 * client may never receive it. The mark of a proxy is a MAC, so that a client cannot forge it.
 */
export function isMinted(
  forwardedMacs: readonly Mac[],
  request: SessionRequest | undefined,
  sessionToken: string | null,
): boolean {
  if (!request) return false;
  if (request.minted) return true;
  const mark = request.header(FORWARDED_MARK);
  if (!mark) return false;
  return forwardedMacs.some((mac) => constantTimeEqual(mark, mac(sessionToken ?? "")));
}
