import type { SessionListAnswer } from "@sessionkit/core";
import { type ReactNode, useId, useMemo, useRef } from "react";
import { useActiveSessions } from "../hooks/use-active-sessions.ts";
import { type ActiveSessionsLabels, ENGLISH } from "../labels/active-sessions-labels.ts";
import { resolveLabels, type SessionLocale } from "../labels/session-locale.ts";
import { ActionButton } from "./action-button.tsx";
import { getDeviceName } from "./get-device-name.ts";
import { SessionRow } from "./session-row.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";
import { useRowFocus } from "./use-row-focus.ts";
import { useServerNow } from "./use-server-now.ts";
import { useTimeZone } from "./use-time-zone.ts";

export interface ActiveSessionsProps {
  /** The list that the server rendered with. Without it the browser requests the list. */
  readonly initial?: SessionListAnswer | undefined;
  /** A locale of `@sessionkit/react/locales`, or the BCP 47 tag of the language of `labels`. Default: `en`. */
  readonly locale?: string | SessionLocale | undefined;
  /** Replaces single texts. */
  readonly labels?: Partial<ActiveSessionsLabels> | undefined;
  /** Level of the heading. Default: `h2`. */
  readonly heading?: "h1" | "h2" | "h3" | "h4" | undefined;
  readonly className?: string | undefined;
  /** Called after this device was signed out with the others; the place for a navigation. */
  readonly onSignedOut?: (() => void) | undefined;
}

/** The list of the user's sessions, with a button for each and one for all. */
export function ActiveSessions({
  initial,
  locale,
  labels,
  heading: Heading = "h2",
  className,
  onSignedOut,
}: ActiveSessionsProps): ReactNode {
  const view = useActiveSessions({ initial });
  const { status, sessions, pending, notice } = view;
  const { tag, texts } = resolveLabels("activeSessions", ENGLISH, locale, labels);
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const now = useServerNow(view.now);
  const timeZone = useTimeZone();
  const { list, onFocus } = useRowFocus(
    useMemo(() => sessions.map((session) => session.id), [sessions]),
    title,
  );

  async function end(scope: "others" | "all"): Promise<void> {
    title.current?.focus();
    if (scope === "others") await view.revokeOthers();
    else if (await view.revokeAll()) onSignedOut?.();
  }

  if (status === "unauthenticated") return null;
  const [only, second] = notice?.sessions ?? [];
  const name = only && !second ? getDeviceName(only, texts) : null;
  const text = notice && texts.notice(notice, name);
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
      <div data-part="messages">
        <p data-part="status" role="status">
          {status === "loading" ? texts.loading : notice?.kind !== "failed" && text}
        </p>
        <p data-part="alert" role="alert">
          {status === "failed" ? texts.failed : notice?.kind === "failed" && text}
        </p>
      </div>
      {status === "loading" && (
        <div aria-hidden="true" data-part="skeleton">
          <div data-part="placeholder" />
          <div data-part="placeholder" />
          <div data-part="placeholder" />
        </div>
      )}
      {now !== null && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari does not expose a list without bullets as a list.
        <ul data-part="list" onFocus={onFocus} ref={list} role="list">
          {sessions.map((session) => (
            <SessionRow
              key={session.id}
              labels={texts}
              onRevoke={() => void view.revoke(session.id)}
              pending={pending.includes(session.id)}
              session={session}
              times={{ locale: tag, now, timeZone }}
            />
          ))}
        </ul>
      )}
      {status === "ready" && sessions.length > 1 && <SignOutDialog labels={texts} onChoose={end} />}
      {status === "failed" && (
        <ActionButton data-part="retry" onAction={view.reload}>
          {texts.retry}
        </ActionButton>
      )}
    </section>
  );
}
