import { ActiveSessions } from "@sessionkit/react/ui";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { ActAs } from "./act-as";
import { ActivityList } from "./activity-list";

export const metadata: Metadata = { title: "Settings" };

/** Reads the store, so that a session that was just ended does not get the list of sessions. */
export default async function SettingsPage({
  searchParams,
}: PageProps<"/dashboard/settings">): Promise<ReactNode> {
  const session = await requireSession({ verify: "store" });
  if (session.actor) return <WhileActing />;
  const { after } = await searchParams;
  const active = await sessions.list(session.userId, session);
  return (
    <>
      <h1>Settings</h1>
      <ActiveSessions className="card" initial={{ sessions: active, now: Date.now() }} />
      <ActivityList
        active={active}
        after={typeof after === "string" ? after : null}
        userId={session.userId}
      />
      {session.claims.role === "admin" && <ActAs userId={session.userId} />}
    </>
  );
}

/** An administrator does not see where the user is signed in. */
function WhileActing(): ReactNode {
  return (
    <>
      <h1>Settings</h1>
      <p className="soft">Devices and activity are shown to the user only.</p>
    </>
  );
}
