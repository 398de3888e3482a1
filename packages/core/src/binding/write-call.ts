import type { AnySessions } from "../service/sessions.ts";
import type { Verbs } from "./bound-verbs.ts";

/** An explicit change that the application makes. */
export interface WriteCall {
  /** Name of the verb in errors. */
  readonly verb: keyof Verbs<AnySessions, []>;
  /** The application accepts this request from another site. */
  readonly allowCrossSite: boolean;
}
