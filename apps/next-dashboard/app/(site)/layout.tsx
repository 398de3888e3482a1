import type { ReactNode } from "react";
import { AccountLink } from "@/components/account-link";
import { AppSession } from "@/components/app-session";
import { Masthead } from "@/components/masthead";

/** Public pages are prerendered: the browser loads the session. */
export default function SiteLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <AppSession>
      <Masthead home="/">
        <AccountLink />
      </Masthead>
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <p>An example application of sessionkit. Its users and notebooks are made up.</p>
      </footer>
    </AppSession>
  );
}
