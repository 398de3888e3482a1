import { isStoreError, safeRedirect } from "@sessionkit/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import demoUsers from "@/demo-users.json";
import { getSession } from "@/lib/session-next";
import { DemoUsers } from "./demo-users";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const NOTICES: Record<string, string> = {
  "signed-out": "You are signed out.",
  "password-changed": "Your password was changed on another device. Sign in with the new one.",
  ended: "Your session has ended. Sign in to continue.",
};

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
  const { callbackUrl, notice } = await searchParams;
  const target = safeRedirect(typeof callbackUrl === "string" ? callbackUrl : null, "/dashboard");
  if (await isSignedIn()) redirect(target);
  const text = typeof notice === "string" ? NOTICES[notice] : undefined;

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
