import { type SessionClient, userActivityEnvironment } from "@sessionkit/client";
import type { InferClaims, InferPublicUser, SessionAnswer } from "@sessionkit/core";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionGate, SessionProvider, useSession, useSessionClient } from "../../src/index.ts";
import { ActiveSessions, SessionExpiryNotice, SignOutButton } from "../../src/ui.ts";
import type { AppSessions } from "../support/app-sessions.ts";
import "../../src/ui.css";
import "./page.css";
import { ARABIC, ARABIC_EXPIRY, ARABIC_SIGN_OUT } from "./arabic.ts";

type User = InferPublicUser<AppSessions>;
type Claims = InferClaims<AppSessions>;
type Answer = SessionAnswer<Claims, User>;

declare global {
  interface Window {
    client: SessionClient<Claims, User>;
    /** Every status that was rendered, in order. */
    statuses: string[];
    /** The number of renders. */
    renders: number;
    wasRestored: boolean;
  }
}

const query = new URLSearchParams(location.search);
const arabic = query.get("lang") === "ar";
const activity = query.get("activity");
const seed = JSON.parse(document.getElementById("seed")?.textContent ?? "null") as Answer | null;
const session = query.get("seed") === "promise" ? delay(seed) : seed;

if (arabic) Object.assign(document.documentElement, { lang: "ar", dir: "rtl" });
window.statuses = [];
window.renders = 0;
addEventListener("pageshow", ({ persisted }) => {
  window.wasRestored = persisted;
});

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <SessionProvider
      environment={activity ? userActivityEnvironment(Number(activity)) : undefined}
      session={session}
    >
      <main>
        <h1>Account</h1>
        <Status />
        <SessionGate<AppSessions> loading={<p>One moment</p>} fallback={<p>Please sign in</p>}>
          {({ user }) => (
            <>
              <p>Private notes of {user.name}</p>
              <SignOutButton labels={arabic ? ARABIC_SIGN_OUT : undefined} />
              <ActiveSessions labels={arabic ? ARABIC : undefined} locale={arabic ? "ar" : "en"} />
            </>
          )}
        </SessionGate>
      </main>
      <SessionExpiryNotice
        labels={arabic ? ARABIC_EXPIRY : undefined}
        locale={arabic ? "ar" : "en"}
      >
        <a href="/sign-in">Sign in again</a>
      </SessionExpiryNotice>
    </SessionProvider>
  </StrictMode>,
);

function Status(): ReactNode {
  const view = useSession<AppSessions>();
  window.client = useSessionClient<AppSessions>();
  window.renders++;
  if (window.statuses.at(-1) !== view.status) window.statuses.push(view.status);
  return (
    <p data-testid="status">
      {view.status} {view.user?.name} {view.stale && "stale"} {view.error?.code}
    </p>
  );
}

function delay(answer: Answer | null): Promise<Answer | null> {
  return new Promise((resolve) => setTimeout(resolve, 100, answer));
}
