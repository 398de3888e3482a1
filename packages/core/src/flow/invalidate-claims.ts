import { SessionConfigError } from "../base/errors.ts";
import { Call } from "./call.ts";
import type { Context } from "./context.ts";

/**
 * Makes the claims of a user's sessions current in all processes within `revocation.maxStale`: access tokens that were issued
 * before are not trusted, and the next request of each session loads the user and receives a new one. Ends no session. Rejects
 * with `SessionStoreError`.
 */
export async function invalidateClaims(context: Context, userId: string): Promise<void> {
  if (context.access && !context.feed) {
    throw new SessionConfigError(
      "store",
      "has no revocation feed, and other processes would trust the claims of access tokens until they expire. Memory and Redis have one; name its table in the options of another store.",
    );
  }
  await new Call(context, undefined).publish(`user:${userId}`, { reason: "claims_changed" });
}
