import { isSecretOf } from "../../tokens/session-token.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/** The session that somebody's credentials name, and whose it is. */
export interface Owner {
  readonly id: string;
  readonly userId: string;
}

/**
 * Whose credentials are these, whichever of them still says so: a session token that was rotated away does, and so does
 * an access token where the session token is not shown. Null for nobody's. Rejects with `SessionStoreError`.
 *
 * @param sessionToken in place of the one among the credentials
 */
export async function ownerOf(
  context: Context,
  { accessToken, sessionToken: shown }: Credentials,
  sessionToken: string | null = shown,
): Promise<Owner | null> {
  const byToken = sessionToken === null ? null : await ownerBySessionToken(context, sessionToken);
  if (byToken || accessToken === null) return byToken;
  const claims = await context.accessTokens.verify(accessToken, context.now());
  return claims === null || claims === "over" || context.ended.get(claims.id) ? null : claims;
}

async function ownerBySessionToken(context: Context, token: string): Promise<Owner | null> {
  if (context.mode === "stateless") return context.statelessTokens.read(token);
  const parts = context.sessionTokens.read(token);
  const record = parts && (await context.store.find(parts.id));
  return parts && record && isSecretOf(parts, record.secretHash) ? record : null;
}
