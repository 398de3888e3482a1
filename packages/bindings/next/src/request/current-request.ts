import type { SessionRequest, SetCookie } from "@sessionkit/core";
import type { RequestState } from "./request-state.ts";

/** The request that is being rendered or handled. */
export interface CurrentRequest {
  /** With the cookies that were set since it came in. */
  readonly facts: SessionRequest;
  /** Path and query, without Next's `basePath`; null where nobody has told. */
  readonly path: string | null;
  readonly state: RequestState;
  /** Where a refresh may happen: puts its cookies on the response. Null where Next sets none. */
  readonly keep: ((cookies: readonly SetCookie[]) => void) | null;
}
