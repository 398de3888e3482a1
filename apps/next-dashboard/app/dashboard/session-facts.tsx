import type { InferSession } from "@sessionkit/core";
import type { ReactNode } from "react";
import { Ago } from "@/components/ago";
import { sessions } from "@/lib/sessions";

/** The session as the server reads it for this request. */
export function SessionFacts({
  session,
}: {
  readonly session: InferSession<typeof sessions>;
}): ReactNode {
  return (
    <section aria-labelledby="facts" className="card">
      <h2 id="facts">This session</h2>
      <dl className="facts">
        <dt>Strategy</dt>
        <dd>{sessions.mode}</dd>
        <dt>Signed in</dt>
        <dd>
          <Ago at={session.createdAt} />
        </dd>
        <dt>Password given</dt>
        <dd>
          <Ago at={session.authenticatedAt} />
        </dd>
        <dt>Ends</dt>
        <dd>
          <Ago at={session.expiresAt} /> unless it is used, <Ago at={session.absoluteExpiresAt} />{" "}
          at the latest
        </dd>
        <dt>Remembered</dt>
        <dd>{session.remember ? "yes" : "until the browser closes"}</dd>
        <dt>Role</dt>
        <dd>{session.claims.role}</dd>
        <dt>Session id</dt>
        <dd>
          <code data-testid="session-id">{session.id}</code>
        </dd>
      </dl>
    </section>
  );
}
