import { SessionConfigError } from "@sessionkit/core";

/** Throws where Express has called what was to be called by the application: the request would wait forever. */
export function assertCalled(given: object, name: string): void {
  if (!("socket" in given)) return;
  throw new SessionConfigError(name, `is mounted as it is. Mount what it returns: ${name}().`);
}
