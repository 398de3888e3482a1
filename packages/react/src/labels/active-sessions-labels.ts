import type { ActiveSession } from "@sessionkit/core";
import type { ActiveSessionsNotice } from "../hooks/active-sessions-view.ts";

/** The texts of `<ActiveSessions/>`. Times are formatted for the locale: `"2 hours ago"`. */
export interface ActiveSessionsLabels {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  /** The badge of the current session. */
  readonly current: string;
  /** The name of a device. Return a name of the application's own for sessions that have one. */
  readonly device: (session: ActiveSession) => string;
  /** The activity of the current session. */
  readonly activeNow: string;
  readonly active: (time: string) => string;
  readonly signedIn: (time: string) => string;
  /** For an impersonation: says that another person acts as the user. */
  readonly actor: (actor: NonNullable<ActiveSession["actor"]>) => string;
  /** The text of the buttons in the list. */
  readonly signOut: string;
  /** The accessible name of such a button. It begins with `signOut` where the language permits (WCAG 2.5.3). */
  readonly signOutName: (device: string, lastActive: string) => string;
  /** The text of such a button while its session is being ended. */
  readonly signingOut: string;
  readonly everywhere: string;
  readonly everywhereTitle: string;
  readonly everywhereText: string;
  readonly cancel: string;
  readonly others: string;
  readonly all: string;
  /** The progress or result of an action. `device` is the name of its device if it is one, else null. */
  readonly notice: (notice: ActiveSessionsNotice, device: string | null) => string;
}

export const ENGLISH: ActiveSessionsLabels = {
  title: "Where you are signed in",
  loading: "Loading…",
  failed: "This list could not be loaded.",
  retry: "Try again",
  current: "This device",
  device: ({ label, device }) => label ?? device.label,
  activeNow: "Active now",
  active: (time) => `Active ${time}`,
  signedIn: (time) => `Signed in ${time}`,
  actor: () => "On your behalf",
  signOut: "Sign out",
  signOutName: (device, lastActive) => `Sign out ${device}, last active ${lastActive}`,
  signingOut: "Signing out…",
  everywhere: "Sign out everywhere…",
  everywhereTitle: "Sign out everywhere?",
  everywhereText: "Your other devices will have to sign in again.",
  cancel: "Cancel",
  others: "Sign out other devices",
  all: "Sign out all, this one too",
  notice({ kind, sessions }, device) {
    const what = device ?? `${sessions.length} devices`;
    if (kind === "pending") return `Signing out ${what}…`;
    return kind === "ended"
      ? `Signed out ${what}.`
      : `${what} could not be signed out. Please try again.`;
  },
};
