import type { BindingSubject } from "../binding-subject.ts";
import { partsOf, payloadOf } from "../http/forge.ts";
import type { TestClient } from "../http/test-client.ts";

/** The claims of the client's access token; in strategy `database`, the claims that one would have. */
export function genuinePayload(
  { forge }: BindingSubject,
  client: TestClient,
): Record<string, unknown> {
  const access = client.cookie("access");
  if (access !== undefined) return payloadOf(access);
  const [, , sid] = partsOf(client.cookie("session"));
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: "sessionkit",
    aud: "sessionkit",
    sub: "user",
    sid,
    iat: now,
    exp: now + 600,
    auth_time: now,
    gen: 1,
    br: 1,
    ses: [now, now + 600, now + 600, 1],
    kid: forge.header.kid,
  };
}

/** An access token of a user who has just signed in, with a genuine signature. */
export async function genuineToken(
  subject: BindingSubject,
  change: (payload: Record<string, unknown>) => object = (payload) => payload,
): Promise<string> {
  const payload = genuinePayload(subject, await subject.signedIn());
  return subject.forge.sign(JSON.stringify(subject.forge.header), JSON.stringify(change(payload)));
}
