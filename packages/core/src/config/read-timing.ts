import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { RotationTiming } from "../session/rotation.ts";
import { DEFAULTS } from "./defaults.ts";
import type { AnyOptions } from "./options.ts";

/** How long replaced tokens are accepted, and how often the live token rotates. */
export function readTiming({
  strategy,
  grace = DEFAULTS.grace,
  rotateEvery,
}: AnyOptions): RotationTiming {
  const ms = grace === 0 ? 0 : durationMs(grace, "grace");
  if (ms > 300_000) {
    throw new SessionConfigError(
      "grace",
      "is longer than 300 seconds, and a stolen token would be accepted that long. Shorten it.",
    );
  }
  // At twice the grace, no request in flight can carry a token that is two rotations old.
  const shortest = 2 * Math.max(ms, 60_000);
  if (strategy === "jwt") {
    if (rotateEvery !== undefined) {
      throw new SessionConfigError(
        "rotateEvery",
        'strategy "jwt" rotates at every refresh. Leave it out.',
      );
    }
    return { grace: ms, interval: shortest };
  }
  return {
    grace: ms,
    interval:
      rotateEvery === undefined
        ? Number.POSITIVE_INFINITY
        : Math.max(shortest, durationMs(rotateEvery, "rotateEvery")),
  };
}
