import { SessionConfigError } from "../base/errors.ts";

/**
 * Throws if a factory itself was mounted: called with a request it would never respond, and as a plugin of Fastify it would
 * add no hook.
 */
export function assertCalled(given: object, name: string): void {
  if (!["req", "socket", "addHook"].some((name) => name in given)) return;
  throw new SessionConfigError(name, `was mounted itself. Mount what it returns: ${name}().`);
}
