import type { ActiveSession } from "@sessionkit/core";
import type { ReactNode } from "react";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";
import { ActionButton } from "./action-button.tsx";
import { DeviceIcon } from "./device-icon.tsx";
import { formatPastTime } from "./format-past-time.ts";
import { getDeviceName } from "./get-device-name.ts";
import { PastTime } from "./past-time.tsx";

interface SessionRowProps {
  readonly session: ActiveSession;
  readonly labels: ActiveSessionsLabels;
  readonly locale: string;
  readonly now: number;
  readonly timeZone: string | undefined;
  readonly pending: boolean;
  readonly onRevoke: () => void;
}

/** Names are set by clients and may contain any script, so that `bdi` isolates them from the surrounding text. */
export function SessionRow({
  session,
  labels,
  locale,
  now,
  timeZone,
  pending,
  onRevoke,
}: SessionRowProps): ReactNode {
  const { id, current, createdAt, lastActiveAt, ip } = session;
  const name = getDeviceName(session, labels);
  const lastActive = formatPastTime(lastActiveAt, now, locale, timeZone);
  return (
    <li
      aria-busy={pending || undefined}
      data-current={current || undefined}
      data-part="session"
      data-session={id}
    >
      <DeviceIcon kind={session.device.kind} />
      <div data-part="about">
        <p data-part="device">
          <bdi>{name}</bdi> {current && <span data-part="badge">{labels.current}</span>}
        </p>
        <p data-part="facts">
          {ip && <bdi dir="ltr">{ip.slice(0, 100)}</bdi>}{" "}
          {current ? (
            <span>{labels.activeNow}</span>
          ) : (
            <PastTime at={lastActiveAt} locale={locale} timeZone={timeZone}>
              {labels.active(lastActive)}
            </PastTime>
          )}{" "}
          <PastTime at={createdAt} locale={locale} timeZone={timeZone}>
            {labels.signedIn(formatPastTime(createdAt, now, locale, timeZone))}
          </PastTime>
        </p>
      </div>
      {!current && (
        <ActionButton
          aria-label={pending ? undefined : labels.signOutName(name, lastActive)}
          busy={pending}
          data-part="revoke"
          onAction={onRevoke}
        >
          {pending ? labels.signingOut : labels.signOut}
        </ActionButton>
      )}
    </li>
  );
}
