import { type SessionClient, userActivityEnvironment } from "@sessionkit/client";
import type { InferClaims, InferPublicUser, SessionAnswer } from "@sessionkit/core";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionGate, SessionProvider, useSession, useSessionClient } from "../../src/index.ts";
import { ar } from "../../src/locales/ar.ts";
import { ActiveSessions, SessionExpiryNotice, SignOutButton } from "../../src/ui.ts";
import type { AppSessions } from "../support/app-sessions.ts";

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
const locale = query.get("lang") === "ar" ? ar : undefined;
const activity = query.get("activity");
const seed = JSON.parse(document.getElementById("seed")?.textContent ?? "null") as Answer | null;
const session = query.get("seed") === "promise" ? delay(seed) : seed;

if (query.has("dark")) {
  document.documentElement.classList.add("dark");
  document.documentElement.dataset.bsTheme = "dark";
}
/** Utilities of Tailwind that differ from the components' own styles. */
const className = query.has("utilities") ? "mt-6 p-8 bg-yellow-100 text-blue-900" : undefined;
if (locale) Object.assign(document.documentElement, { lang: "ar", dir: "rtl" });
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
              <SignOutButton className={className} locale={locale} />
              <ActiveSessions className={className} locale={locale} />
            </>
          )}
        </SessionGate>
      </main>
      <SessionExpiryNotice className={className} locale={locale}>
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
