import { ActiveSessions, SessionExpiryNotice } from "@sessionkit/react/ui";
import { type ReactNode, Suspense } from "react";
import { RedirectWhenSignedOut } from "@/components/redirect-when-signed-out";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { signOut } from "./sign-out";

export default function AccountPage(): ReactNode {
  return (
    <>
      <h1>Account</h1>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
      <Suspense fallback={<p>Loading your devices…</p>}>
        <Devices />
      </Suspense>
      <SessionExpiryNotice />
      <RedirectWhenSignedOut />
    </>
  );
}

async function Devices(): Promise<ReactNode> {
  const session = await requireSession({ verify: "store" });
  const list = await sessions.list(session.userId, session);
  return <ActiveSessions initial={{ sessions: list, now: Date.now() }} />;
}
