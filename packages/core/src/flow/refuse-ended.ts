import { type Unauthenticated, unauthenticated } from "../session/outcome.ts";
import type { EndReason } from "../session/reasons.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Context } from "./context.ts";
import { type Credentials, readCredentials } from "./steps/read-credentials.ts";
import { refuse } from "./steps/refuse.ts";

/**
 * The answer of a verb whose session turned out to have ended. Takes the cookies back where they are that session's:
 * those of a newer sign-in stay, and so do those after a sign-out, whose own answer took them.
 */
export async function refuseEnded(
  context: Context,
  request: SessionRequest | undefined,
  id: string,
  reason: EndReason,
): Promise<Unauthenticated> {
  if (!request) return unauthenticated(reason);
  const credentials = readCredentials(context, request);
  const clear = !context.ended.get(id)?.settled && (await idShown(context, credentials)) === id;
  return refuse(context, credentials, reason, clear);
}

async function idShown(
  context: Context,
  { accessToken, sessionToken }: Credentials,
): Promise<string | undefined> {
  const tokens = context.mode === "stateless" ? context.statelessTokens : context.sessionTokens;
  const bySession = sessionToken === null ? null : tokens.read(sessionToken);
  if (bySession || accessToken === null) return bySession?.id;
  const claims = await context.accessTokens.verify(accessToken, context.now());
  return claims === null || claims === "over" ? undefined : claims.id;
}
