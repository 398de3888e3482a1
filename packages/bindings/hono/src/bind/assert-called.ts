import { SessionConfigError } from "@sessionkit/core";

/** Throws where Hono has called what was to be called by the application, and would take middleware for a response. */
export function assertCalled(given: object, name: string): void {
  if (!("req" in given)) return;
  throw new SessionConfigError(name, `is mounted as it is. Mount what it returns: ${name}().`);
}
