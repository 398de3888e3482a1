import { type ReactNode, Suspense } from "react";
import { getSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

export default function StartPage(): ReactNode {
  return (
    <>
      <h1>Start</h1>
      <p>This page was built before anybody asked for it. What it says of you comes afterwards.</p>
      <Suspense fallback={<p>Looking who is there…</p>}>
        <Greeting />
      </Suspense>
    </>
  );
}

async function Greeting(): Promise<ReactNode> {
  const session = await getSession();
  const user = session && (await sessions.user(session));
  return (
    <p data-testid="greeting">{user ? `Welcome back, ${user.name}.` : "Welcome, stranger."}</p>
  );
}
