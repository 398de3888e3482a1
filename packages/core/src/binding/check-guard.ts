import { durationMs } from "../base/duration.ts";
import { SessionConfigError } from "../base/errors.ts";
import type { RequireSessionOptions } from "./options.ts";

/** Throws if a factory itself was mounted as middleware: called with a request, it would never respond. */
export function assertCalled(given: object, name: string): void {
  if (!("req" in given || "socket" in given)) return;
  throw new SessionConfigError(name, `was mounted itself. Mount what it returns: ${name}().`);
}

/** Throws `SessionConfigError` for an invalid duration, when the guard is created. */
export function checkFresh({ fresh }: RequireSessionOptions): void {
  if (fresh !== undefined) durationMs(fresh, "fresh");
}
