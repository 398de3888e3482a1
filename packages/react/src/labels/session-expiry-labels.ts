import type { EndReason } from "@sessionkit/core";

/** The texts of `<SessionExpiryNotice/>`. `left` is an upper bound, formatted for the locale: `"2 minutes"`. */
export interface SessionExpiryLabels {
  /** The accessible name of the region. */
  readonly title: string;
  /** Before the idle expiry. */
  readonly soon: (left: string) => string;
  readonly extend: string;
  readonly extending: string;
  readonly extendFailed: string;
  /** Before the absolute expiry, which cannot be extended. */
  readonly final: (left: string) => string;
  readonly ended: (reason: EndReason) => string;
}

export const ENGLISH: SessionExpiryLabels = {
  title: "Your session",
  soon: (left) =>
    `You have been inactive for a while. You will be signed out in less than ${left}.`,
  extend: "Stay signed in",
  extending: "Extending…",
  extendFailed: "The server did not answer. Please try again.",
  final: (left) => `Your session ends in less than ${left}. Save your work and sign in again.`,
  ended: (reason) =>
    reason === "expired_idle" ? "You were signed out due to inactivity." : "You were signed out.",
};
