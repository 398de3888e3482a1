import { type AccessClaims, isOver } from "../../tokens/access-token.ts";
import type { Context } from "../context.ts";
import type { Credentials } from "./read-credentials.ts";

/** The genuine access token of a request that has not expired, whatever session it names. Null in `database` mode. */
export async function presentedAccess(
  context: Context,
  { accessToken }: Credentials,
): Promise<AccessClaims | null> {
  const access = accessToken === null ? null : await context.access?.verify(accessToken);
  return access && !isOver(access, context.now()) ? access : null;
}
