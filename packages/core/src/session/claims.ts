import { SessionConfigError } from "../base/errors.ts";
import { type JsonObject, normalizeObject } from "../base/json.ts";
import { RESERVED_CLAIMS } from "../tokens/access-token.ts";
import { refuseSensitiveMembers } from "./sensitive-members.ts";
import type { SessionDetails } from "./session.ts";

/** Returns the claims of a session as plain JSON. `user` is undefined if the application loads none. */
export type ReadClaims = (user: unknown, session: SessionDetails) => JsonObject;

const NONE: JsonObject = Object.freeze({});

/**
 * Wraps the `claims` option. Each result must be a plain JSON object without reserved names and secrets. Throws
 * `SessionConfigError` if there is no `loadUser` and no joining store.
 */
export function readClaims(
  options: {
    readonly claims?: ((user: unknown, session: SessionDetails) => object) | undefined;
    readonly loadUser?: unknown;
  },
  joins: boolean,
): ReadClaims {
  const { claims, loadUser } = options;
  if (!claims) return () => NONE;
  if (!loadUser && !joins)
    throw new SessionConfigError("claims", "are made from the user. Pass loadUser too.");
  return (user, session) => {
    if (user === undefined) return NONE;
    const made = normalizeObject(claims(user, session), "claims");
    refuseSensitiveMembers(made, "claims");
    for (const name of Object.keys(made)) {
      if (RESERVED_CLAIMS.has(name)) {
        throw new SessionConfigError(
          `claims.${name}`,
          "is a name that tokens use themselves. Choose another.",
        );
      }
    }
    return made;
  };
}
