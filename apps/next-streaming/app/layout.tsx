import { SessionProvider } from "@sessionkit/react";
import "@sessionkit/react/ui.css";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ForgetPages } from "@/components/forget-pages";
import { Who } from "@/components/who";
import { getSessionAnswer } from "@/lib/session-next";
import "./layout.css";

export const metadata: Metadata = { title: "Streaming" };

/** Nothing is awaited, so the layout is part of the static shell: the promise goes to the browser, and comes true there. */
export default function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>
        <SessionProvider session={getSessionAnswer()}>
          <header>
            <nav>
              <Link href="/">Start</Link>
              <Link href="/notes">Notes</Link>
              <Link href="/account">Account</Link>
              <Link href="/sign-in">Sign in</Link>
            </nav>
            <Who />
          </header>
          <main>
            <ForgetPages>{children}</ForgetPages>
          </main>
        </SessionProvider>
      </body>
    </html>
  );
}
