import { SessionStoreError, type Unavailable } from "@sessionkit/core";

/** The error of an outcome that is not known. */
export function outage({ error }: Unavailable): Error {
  return error instanceof Error
    ? error
    : new SessionStoreError("Sessions cannot be checked right now.", { cause: error });
}
