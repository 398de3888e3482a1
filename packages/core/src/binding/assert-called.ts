import { SessionConfigError } from "../base/errors.ts";

/** Throws if a factory itself was mounted as middleware: called with a request, it would never respond. */
export function assertCalled(given: object, name: string): void {
  if (!("req" in given || "socket" in given)) return;
  throw new SessionConfigError(name, `was mounted itself. Mount what it returns: ${name}().`);
}
