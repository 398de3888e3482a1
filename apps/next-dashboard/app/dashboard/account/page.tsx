import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Ago } from "@/components/ago";
import { fresh } from "@/lib/environment";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { EmailForm } from "./email-form";
import { PasswordForm } from "./password-form";

export const metadata: Metadata = { title: "Account" };

/** Requires a recent password check; otherwise the user is redirected to the confirmation page. */
export default async function AccountPage(): Promise<ReactNode> {
  const session = await requireSession({ fresh });
  const user = await sessions.user(session);
  return (
    <div className="stack narrow">
      <h1>Account</h1>
      <p className="soft">
        You confirmed your password <Ago at={session.authenticatedAt} />, so you can change your
        sign-in data.
      </p>
      <EmailForm email={user?.email ?? ""} />
      <PasswordForm email={user?.email ?? ""} />
    </div>
  );
}
