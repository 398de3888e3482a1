import { SessionConfigError } from "../base/errors.ts";

/** Throws where a factory was mounted as middleware: called with a request, it would never answer. */
export function assertCalled(given: object, name: string): void {
  if (!("req" in given || "socket" in given)) return;
  throw new SessionConfigError(name, `was mounted itself. Mount what it returns: ${name}().`);
}
