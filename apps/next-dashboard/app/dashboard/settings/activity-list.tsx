import type { ActiveSession, ActivityEntry, ActivityType } from "@sessionkit/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Ago } from "@/components/ago";
import { sessions } from "@/lib/sessions";
import { cursorFrom, cursorText } from "./activity-cursor";

const PAGE = 10;

const LABELS: Record<ActivityType, string> = {
  signed_in: "Signed in",
  refreshed: "Renewed",
  stepped_up: "Confirmed the password",
  revoked: "Signed out",
  reused: "Ended, because a replaced token was used again",
};

interface ActivityListProps {
  readonly userId: string;
  readonly active: readonly ActiveSession[];
  readonly after: string | null;
}

export async function ActivityList({
  userId,
  active,
  after,
}: ActivityListProps): Promise<ReactNode> {
  const cursor = cursorFrom(after);
  const entries = await sessions.activity(userId, {
    limit: PAGE + 1,
    ...(cursor && { after: cursor }),
  });
  const shown = entries.slice(0, PAGE);
  const last = entries.length > PAGE ? shown.at(-1) : undefined;
  return (
    <section aria-labelledby="activity" className="card">
      <h2 id="activity">Recent activity</h2>
      {shown.length === 0 ? (
        <p className="soft">No older activity.</p>
      ) : (
        <ol className="lines">
          {shown.map((entry) => (
            <ActivityLine
              device={active.find(({ id }) => id === entry.sessionId)}
              entry={entry}
              key={entry.id}
            />
          ))}
        </ol>
      )}
      {(cursor || last) && (
        <nav aria-label="Pages of activity" className="row">
          {cursor && <Link href="/dashboard/settings#activity">Newest</Link>}
          {last && (
            <Link href={`/dashboard/settings?after=${cursorText(last)}#activity`} rel="next">
              Older
            </Link>
          )}
        </nav>
      )}
    </section>
  );
}

interface ActivityLineProps {
  readonly entry: ActivityEntry;
  /** The session of the entry, if it is active. */
  readonly device: ActiveSession | undefined;
}

function ActivityLine({ entry, device }: ActivityLineProps): ReactNode {
  return (
    <li>
      <div>
        <p>{LABELS[entry.type]}</p>
        <p className="soft small">
          {device ? device.device.label : "A session that has ended"}
          {device?.current && " (this device)"}
          {entry.ip && ` · ${entry.ip}`}
        </p>
      </div>
      <span className="soft small">
        <Ago at={entry.at} />
      </span>
    </li>
  );
}
