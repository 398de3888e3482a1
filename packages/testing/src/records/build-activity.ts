import type { ActivityEntry } from "@sessionkit/core";
import { START } from "../clock/fixed-clock.ts";
import { randomText } from "./random-text.ts";

/** The entry of a sign-in at the start of the year 2100, with its own user, session and id. */
export function buildActivity(overrides: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    id: randomText(21),
    userId: `user-${randomText(8)}`,
    sessionId: randomText(21),
    type: "signed_in",
    at: new Date(START),
    ip: "203.0.113.7",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ...overrides,
  };
}
