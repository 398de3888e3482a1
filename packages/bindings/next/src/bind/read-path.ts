import { SessionConfigError, safeRedirect } from "@sessionkit/core";

/** A page of the application. Throws `SessionConfigError` for what may lead elsewhere. */
export function readPath(path: string | undefined, option: string): string | null {
  if (path === undefined) return null;
  if (safeRedirect(path, "") !== path) {
    throw new SessionConfigError(
      option,
      `expected a path of this application such as "/sign-in", got ${JSON.stringify(path)}.`,
    );
  }
  return path;
}
