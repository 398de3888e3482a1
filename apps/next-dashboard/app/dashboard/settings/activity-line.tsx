import type { ActiveSession, ActivityType, LoggedActivity } from "@sessionkit/core";
import type { ReactNode } from "react";
import { Ago } from "@/components/ago";

const LABELS: Record<ActivityType, string> = {
  signed_in: "Signed in",
  refreshed: "Renewed",
  stepped_up: "Confirmed the password",
  revoked: "Signed out",
  reused: "Ended, because a replaced token was used again",
  impersonation_started: "An administrator began to act for the user",
  impersonation_ended: "An administrator no longer acts for the user",
};

interface ActivityLineProps {
  readonly entry: LoggedActivity;
  /** The session of the entry, if it is active. */
  readonly session: ActiveSession | undefined;
  /** The name of the device whose session the entry ended. */
  readonly signedOut: string | null;
}

/** What happened, and the device that sent the request: a sign-out may come from another device than the session's. */
export function ActivityLine({ entry, session, signedOut }: ActivityLineProps): ReactNode {
  const { type, at, ip, userAgent, device } = entry;
  const origin = [
    session?.label ?? (userAgent !== null && device.label),
    session?.current && "this device",
    ip,
  ];
  return (
    <li>
      <div>
        <p>
          {LABELS[type]} {signedOut}
        </p>
        <p className="soft small">{origin.filter(Boolean).join(" · ") || "Unknown device"}</p>
      </div>
      <span className="soft small">
        <Ago at={at} />
      </span>
    </li>
  );
}
