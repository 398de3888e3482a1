import { SessionConfigError } from "../base/errors.ts";

/** Throws where a framework has called, with a request, what was to be called by the application: it would wait forever. */
export function assertCalled(given: object, name: string): void {
  if (!("req" in given || "socket" in given)) return;
  throw new SessionConfigError(name, `is mounted as it is. Mount what it returns: ${name}().`);
}
