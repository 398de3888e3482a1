import type { ActiveSession, LoggedActivity } from "@sessionkit/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { sessions } from "@/lib/sessions";
import { cursorFrom, cursorText } from "./activity-cursor";
import { ActivityLine } from "./activity-line";

const PAGE = 10;

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
              entry={entry}
              key={entry.id}
              session={active.find(({ id }) => id === entry.sessionId)}
              signedOut={entry.type === "revoked" ? deviceOf(entry.sessionId, entries) : null}
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

/** The name of the device of an ended session, as its own requests had it. Null if the page has none of them. */
function deviceOf(id: string, entries: readonly LoggedActivity[]): string | null {
  const own = entries.find(
    ({ sessionId, type }) => sessionId === id && !/^re(voked|used)$/.test(type),
  );
  return own?.device.label ?? null;
}
