import { type EndReason, isStoreError, readReason, safeRedirect } from "@sessionkit/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import demoUsers from "@/demo-users.json";
import { getSession } from "@/lib/session-next";
import { DemoUsers } from "./demo-users";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

/** Why the user has to sign in again. Texts of our own: a link may contain any reason. */
const ENDED: Partial<Record<EndReason, string>> = {
  expired_idle: "You were signed out because you were away for a while.",
  credentials_changed: "Your password was changed on another device. Sign in with the new one.",
  reused: "You were signed out because your session was used in two places.",
  binding_required: "This browser has lost the key of your session. Sign in again to continue.",
};

function noticeFor(reason: unknown, notice: unknown): string | undefined {
  const ended = readReason(reason);
  if (ended) return ENDED[ended] ?? "Your session has ended. Sign in to continue.";
  return notice === "signed-out" ? "You are signed out." : undefined;
}

/**
 * Reads the store: if another process has ended the session, the access token alone would cause redirects between this
 * page and the protected page. In an outage, the form is shown.
 */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await getSession({ verify: "store" })) !== null;
  } catch (error) {
    if (isStoreError(error)) return false;
    throw error;
  }
}

export default async function SignInPage({
  searchParams,
}: PageProps<"/sign-in">): Promise<ReactNode> {
  const { callbackUrl, notice, reason } = await searchParams;
  const target = safeRedirect(typeof callbackUrl === "string" ? callbackUrl : null, "/dashboard");
  if (await isSignedIn()) redirect(target);
  const text = noticeFor(reason, notice);

  return (
    <div className="grid">
      <section className="stack narrow">
        <h1>Sign in</h1>
        <p aria-live="polite" className={text ? "notice" : "hidden"}>
          {text}
        </p>
        <SignInForm callbackUrl={target} />
      </section>
      <DemoUsers users={demoUsers} />
    </div>
  );
}
