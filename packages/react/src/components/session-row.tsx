import type { ActiveSession } from "@sessionkit/core";
import type { MouseEvent, ReactNode } from "react";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";
import { DeviceIcon } from "./device-icon.tsx";
import { formatRelativeTime } from "./format-relative-time.ts";
import { RelativeTime } from "./relative-time.tsx";

interface SessionRowProps {
  readonly session: ActiveSession;
  readonly labels: ActiveSessionsLabels;
  readonly locale: string;
  readonly now: number;
  readonly onRevoke: (event: MouseEvent<HTMLElement>) => void;
}

/** Of a name that a client has given itself. Core cuts at a similar length; another server may not. */
const LONGEST = 100;

/** What a client says of itself may be in any script, and hostile: `bdi` keeps it from turning its surroundings around. */
export function SessionRow({ session, labels, locale, now, onRevoke }: SessionRowProps): ReactNode {
  const { current, createdAt, lastActiveAt, ip } = session;
  const { kind } = session.device;
  const label = session.device.label.slice(0, LONGEST);
  return (
    <li data-current={current || undefined} data-part="session">
      <DeviceIcon kind={kind} />
      <div data-part="about">
        <p data-part="device">
          <bdi>{label}</bdi> {current && <span data-part="badge">{labels.current}</span>}
        </p>
        <p data-part="facts">
          {ip && <bdi dir="ltr">{ip.slice(0, LONGEST)}</bdi>}
          <span>
            {labels.active} <RelativeTime at={lastActiveAt} locale={locale} now={now} />
          </span>
          <span>
            {labels.signedIn} <RelativeTime at={createdAt} locale={locale} now={now} />
          </span>
        </p>
      </div>
      {!current && (
        <button
          aria-label={labels.signOutName(label, formatRelativeTime(lastActiveAt, now, locale))}
          data-part="revoke"
          onClick={onRevoke}
          type="button"
        >
          {labels.signOut}
        </button>
      )}
    </li>
  );
}
