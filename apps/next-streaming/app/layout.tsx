import { SessionProvider } from "@sessionkit/react";
import "@sessionkit/react/ui.css";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { DiscardPages } from "@/components/discard-pages";
import { SessionStatus } from "@/components/session-status";
import { getSessionAnswer } from "@/lib/session-next";
import "./layout.css";

export const metadata: Metadata = { title: "Streaming" };

/** Nothing is awaited, so that the layout is part of the static shell. The promise is passed to the browser and resolves there. */
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
            <SessionStatus />
          </header>
          <main>
            <DiscardPages>{children}</DiscardPages>
          </main>
        </SessionProvider>
      </body>
    </html>
  );
}
