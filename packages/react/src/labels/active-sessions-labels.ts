import type { ActiveSessionsNotice } from "../hooks/active-sessions-view.ts";

/** Every word of `<ActiveSessions/>`. Times come as `locale` writes them: "2 hours ago". */
export interface ActiveSessionsLabels {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly current: string;
  /** Around the moment of the last request. */
  readonly active: string;
  readonly signedIn: string;
  /** On every button of the list, and at the beginning of what it is called. */
  readonly signOut: string;
  /** What a button is called, since there are many of them. */
  readonly signOutName: (device: string, lastActive: string) => string;
  readonly everywhere: string;
  readonly everywhereTitle: string;
  readonly everywhereText: string;
  readonly cancel: string;
  readonly others: string;
  readonly all: string;
  readonly notice: (notice: ActiveSessionsNotice) => string;
}

export const ENGLISH: ActiveSessionsLabels = {
  title: "Where you are signed in",
  loading: "Loading…",
  failed: "This list could not be loaded.",
  retry: "Try again",
  current: "This device",
  active: "Active",
  signedIn: "Signed in",
  signOut: "Sign out",
  signOutName: (device, lastActive) => `Sign out ${device}, last active ${lastActive}`,
  everywhere: "Sign out everywhere…",
  everywhereTitle: "Sign out everywhere?",
  everywhereText: "Whoever uses your account on another device has to sign in again.",
  cancel: "Cancel",
  others: "Sign out other devices",
  all: "Sign out all, this one too",
  notice({ kind, sessions }) {
    const [one] = sessions;
    const what = sessions.length === 1 && one ? one.device.label : `${sessions.length} devices`;
    return kind === "ended"
      ? `Signed out ${what}.`
      : `${what} could not be signed out. Please try again.`;
  },
};
