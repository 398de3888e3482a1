import { type ReactNode, Suspense } from "react";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

export default function NotesPage(): ReactNode {
  return (
    <>
      <h1>Notes</h1>
      <Suspense fallback={<p>Loading your notes…</p>}>
        <Notes />
      </Suspense>
    </>
  );
}

async function Notes(): Promise<ReactNode> {
  const user = await sessions.user(await requireSession());
  return <p>Private notes of {user?.name}: water the quince.</p>;
}
