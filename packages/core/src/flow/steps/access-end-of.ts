import { isBindingRequired, readBoundKey } from "../../session/bound-key.ts";
import type { AccessClaims } from "../../tokens/access-token.ts";
import type { Accepted } from "../backend/backend.ts";

/**
 * The end of a new access token of a bound session: that of the access token which has proven its key. In milliseconds; undefined
 * for a session that is not bound, and without such a token.
 */
export function accessEndOf(
  { record }: Pick<Accepted, "record">,
  proof: Pick<AccessClaims, "tokenExpiresAt"> | null,
): number | undefined {
  return proof && isBindingRequired(readBoundKey(record.boundKey))
    ? proof.tokenExpiresAt
    : undefined;
}
