import type { EndReason } from "@sessionkit/core";

/** Every word of `<SessionExpiryNotice/>`. `left` comes as `locale` writes it: "2 minutes". */
export interface SessionExpiryLabels {
  /** What the place is called, for who jumps from one to the next. */
  readonly title: string;
  readonly soon: (left: string) => string;
  readonly extend: string;
  readonly extending: string;
  readonly extendFailed: string;
  /** The end that nothing moves. */
  readonly final: (left: string) => string;
  readonly ended: (reason: EndReason) => string;
}

export const ENGLISH: SessionExpiryLabels = {
  title: "Your session",
  soon: (left) => `Nothing has happened here for a while. You will be signed out in ${left}.`,
  extend: "Stay signed in",
  extending: "Extending…",
  extendFailed: "The server did not answer. Please try again.",
  final: (left) => `Your session ends in ${left}. Save your work, and sign in again.`,
  ended: (reason) =>
    reason === "expired_idle"
      ? "You were signed out, because nothing had happened here for a while."
      : "You were signed out.",
};
