import { SessionExpiryNotice } from "@sessionkit/react/ui";
import "@sessionkit/react/ui.css";
import type { ReactNode } from "react";
import { AppSession } from "@/components/app-session";
import { Masthead } from "@/components/masthead";
import { RedirectWhenSignedOut } from "@/components/redirect-when-signed-out";
import { SubmitButton } from "@/components/submit-button";
import { getSessionAnswer, requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { ActingBanner } from "./acting-banner";
import { FollowOrganisation } from "./follow-organisation";
import { OrganisationSwitcher } from "./organisation-switcher";
import { signOut } from "./sign-out";

const LINKS = [
  ["/dashboard", "Overview"],
  ["/dashboard/organisation", "Organisation"],
  ["/dashboard/settings", "Settings"],
  ["/dashboard/account", "Account"],
] as const;

export default async function DashboardLayout({
  children,
}: {
  readonly children: ReactNode;
}): Promise<ReactNode> {
  const session = await requireSession();
  const user = await sessions.user(session);
  const { organisation } = session.claims;
  return (
    <AppSession session={await getSessionAnswer()}>
      <FollowOrganisation shown={organisation} />
      <Masthead home="/dashboard" links={LINKS}>
        <span className="soft small name">{user?.name}</span>
        <form action={signOut}>
          <RedirectWhenSignedOut />
          <SubmitButton busy="Signing out…" className="button quiet small">
            Sign out
          </SubmitButton>
        </form>
      </Masthead>
      <main className="page stack" id="main" tabIndex={-1}>
        {session.actor && <ActingBanner name={user?.name ?? session.userId} />}
        {user && user.memberships.length > 0 && (
          <OrganisationSwitcher active={organisation?.id ?? null} memberships={user.memberships} />
        )}
        {children}
      </main>
      <SessionExpiryNotice>
        <a className="button small" href="/sign-in">
          Sign in again
        </a>
      </SessionExpiryNotice>
    </AppSession>
  );
}
