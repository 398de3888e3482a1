import type { Loaded } from "../session/loader.ts";
import type { EndReason } from "../session/reasons.ts";

/** What became of a session token, in whichever mode. */
export type Presented = Accepted | Refused;

export interface Accepted extends Loaded {
  readonly accepted: true;
  /** The token to go on with: the one presented, or its successor. */
  readonly token: string;
  /** The client's cookie must change: another token, or a later end. */
  readonly changed: boolean;
}

export interface Refused {
  readonly accepted: false;
  readonly reason: EndReason;
  /** Whether the browser's cookies should go. Not where a newer session may have taken their place. */
  readonly clear: boolean;
}
