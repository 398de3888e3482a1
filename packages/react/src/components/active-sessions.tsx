import type { SessionListAnswer } from "@sessionkit/core";
import { type MouseEvent, type ReactNode, useId, useRef } from "react";
import { useActiveSessions } from "../hooks/use-active-sessions.ts";
import { type ActiveSessionsLabels, ENGLISH } from "../labels/active-sessions-labels.ts";
import { SessionRow } from "./session-row.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";
import { useServerNow } from "./use-server-now.ts";

export interface ActiveSessionsProps {
  /** The list as the server rendered it; without it the browser asks. */
  readonly initial?: SessionListAnswer | undefined;
  /** Replaces English, word by word. */
  readonly labels?: Partial<ActiveSessionsLabels> | undefined;
  /** For times: a BCP 47 tag, the same on the server and in the browser. `en` without it. */
  readonly locale?: string | undefined;
  /** Level of the heading. `h2` without it. */
  readonly heading?: "h1" | "h2" | "h3" | "h4" | undefined;
  readonly className?: string | undefined;
  /** Called when this device is signed out, too; the place for a navigation. */
  readonly onSignedOut?: (() => void) | undefined;
}

/** The list of devices where the user is signed in, each to be signed out, and all at once. */
export function ActiveSessions({
  initial,
  labels,
  locale = "en",
  heading: Heading = "h2",
  className,
  onSignedOut,
}: ActiveSessionsProps): ReactNode {
  const view = useActiveSessions({ initial });
  const { status, sessions, notice } = view;
  const texts = { ...ENGLISH, ...labels };
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const now = useServerNow(view.now);

  /** The button goes with its row: whoever used it goes on at the next one, or else at the top. */
  function revoke(session: string, { currentTarget }: MouseEvent<HTMLElement>): void {
    const row = currentTarget.closest("li");
    const button = (of: Element | null | undefined) => of?.querySelector<HTMLElement>("button");
    const next = button(row?.nextElementSibling) ?? button(row?.previousElementSibling);
    (next ?? title.current)?.focus();
    void view.revoke(session);
  }

  async function end(scope: "others" | "all"): Promise<void> {
    title.current?.focus();
    if (scope === "others") await view.revokeOthers();
    else if (await view.revokeAll()) onSignedOut?.();
  }

  if (status === "unauthenticated") return null;
  const said = notice && texts.notice(notice);
  return (
    <section
      aria-busy={status === "loading"}
      aria-labelledby={id}
      className={className}
      data-sessionkit="active-sessions"
    >
      <Heading data-part="title" id={id} ref={title} tabIndex={-1}>
        {texts.title}
      </Heading>
      {now !== null && (
        // biome-ignore lint/a11y/noRedundantRoles: without its bullets Safari takes a list for none.
        <ul data-part="list" role="list">
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              locale={locale}
              now={now}
              onRevoke={(event) => revoke(session.id, event)}
              session={session}
              labels={texts}
            />
          ))}
        </ul>
      )}
      {status === "ready" && sessions.length > 1 && <SignOutDialog onChoose={end} labels={texts} />}
      <p data-part="status" role="status">
        {status === "loading" ? texts.loading : notice?.kind === "ended" && said}
      </p>
      <p data-part="alert" role="alert">
        {status === "failed" ? texts.failed : notice?.kind === "kept" && said}
      </p>
      {status === "failed" && (
        <button data-part="retry" onClick={view.reload} type="button">
          {texts.retry}
        </button>
      )}
    </section>
  );
}
