import { type ReactNode, Suspense } from "react";
import { getSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

export default function StartPage(): ReactNode {
  return (
    <>
      <h1>Start</h1>
      <p>This page is prerendered. The greeting below is streamed into it.</p>
      <Suspense fallback={<p>Loading your session…</p>}>
        <Greeting />
      </Suspense>
    </>
  );
}

async function Greeting(): Promise<ReactNode> {
  const session = await getSession();
  const user = session && (await sessions.user(session));
  return (
    <p data-testid="greeting">
      {user ? `Welcome back, ${user.name}.` : "Welcome. You are not signed in."}
    </p>
  );
}
