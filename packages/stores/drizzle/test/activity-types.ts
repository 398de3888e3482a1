import type { ActivityType } from "@sessionkit/core";

/** The types of entries, for the columns of applications that list them. */
export const ACTIVITY_TYPES: readonly [ActivityType, ...ActivityType[]] = [
  "signed_in",
  "refreshed",
  "stepped_up",
  "revoked",
  "reused",
  "impersonation_started",
  "impersonation_ended",
];
