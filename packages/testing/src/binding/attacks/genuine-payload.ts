import type { BindingSubject } from "../binding-subject.ts";
import { partsOf, payloadOf } from "../wire/forge.ts";
import type { Visitor } from "../wire/visitor.ts";

/** What a genuine access token says of somebody; where there are none, what it would. */
export function genuinePayload(
  { forge }: BindingSubject,
  visitor: Visitor,
): Record<string, unknown> {
  const access = visitor.cookie("access");
  if (access !== undefined) return payloadOf(access);
  const [, , sid] = partsOf(visitor.cookie("session"));
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: "sessionkit",
    aud: "sessionkit",
    sub: "somebody",
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

/** A token for somebody who has just signed in, with a genuine signature. */
export async function genuineToken(
  subject: BindingSubject,
  change: (payload: Record<string, unknown>) => object = (payload) => payload,
): Promise<string> {
  const payload = genuinePayload(subject, await subject.signedIn());
  return subject.forge.sign(JSON.stringify(subject.forge.header), JSON.stringify(change(payload)));
}
