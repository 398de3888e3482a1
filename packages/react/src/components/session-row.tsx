import type { ActiveSession } from "@sessionkit/core";
import type { ReactNode } from "react";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";
import { ActionButton } from "./action-button.tsx";
import { DeviceIcon } from "./device-icon.tsx";
import { formatPastTime, type PastTimeFormat } from "./format-past-time.ts";
import { getDeviceName } from "./get-device-name.ts";
import { PastTime } from "./past-time.tsx";

interface SessionRowProps {
  readonly session: ActiveSession;
  readonly labels: ActiveSessionsLabels;
  readonly times: PastTimeFormat;
  readonly pending: boolean;
  readonly onRevoke: () => void;
}

/** Names are set by clients and may contain any script, so that `bdi` isolates them from the surrounding text. */
export function SessionRow({
  session,
  labels,
  times,
  pending,
  onRevoke,
}: SessionRowProps): ReactNode {
  const { id, current, createdAt, lastActiveAt, ip, actor } = session;
  const name = getDeviceName(session, labels);
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
            <PastTime at={lastActiveAt} format={times} label={labels.active} />
          )}{" "}
          <PastTime at={createdAt} format={times} label={labels.signedIn} />
          {actor && (
            <>
              {" "}
              <span data-part="actor">{labels.actor(actor)}</span>
            </>
          )}
        </p>
      </div>
      {!current && (
        <ActionButton
          aria-label={
            pending ? undefined : labels.signOutName(name, formatPastTime(lastActiveAt, times))
          }
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
