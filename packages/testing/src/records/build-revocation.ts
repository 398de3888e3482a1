import type { Revocation } from "@sessionkit/core";
import { START } from "../clock/fixed-clock.ts";
import { randomText } from "./random-text.ts";

/** An entry for a session of its own that is in force for an hour from the start of the year 2100. */
export function buildRevocation(overrides: Partial<Revocation> = {}): Revocation {
  return {
    id: randomText(21),
    subject: `session:${randomText(21)}`,
    notBefore: new Date(START + 10_000),
    until: new Date(START + 3_600_000),
    reason: "revoked",
    cookiesCleared: false,
    ...overrides,
  };
}
