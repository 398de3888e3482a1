type WriteVerb =
  | `${"create" | "renew" | "update" | "revoke"}Session`
  | "impersonate"
  | "endImpersonation";

/** An explicit change that the application makes. */
export interface WriteCall {
  /** Name of the verb in errors. */
  readonly verb: WriteVerb;
  /** The application accepts this request from another site. */
  readonly allowCrossSite: boolean;
}
