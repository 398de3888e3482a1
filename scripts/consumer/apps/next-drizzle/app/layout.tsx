import { SessionProvider } from "@sessionkit/react";
import { type ReactNode, Suspense } from "react";
import { Account } from "@/components/account";
import { getSessionAnswer } from "@/lib/session-next";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SessionProvider session={getSessionAnswer()}>
          <Suspense>
            <Account />
          </Suspense>
          {children}
        </SessionProvider>
      </body>
    </html>
  );
}
