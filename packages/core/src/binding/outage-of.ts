import { SessionStoreError } from "../base/errors.ts";
import type { Unavailable } from "../session/outcome.ts";

/** What to throw where it cannot be known who is signed in: the store's own error, or one that names it as its cause. */
export function outageOf({ error }: Unavailable): Error {
  return error instanceof Error
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}
