import { safeRedirect } from "@sessionkit/core";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Masthead } from "@/components/masthead";
import { requireSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";
import { ConfirmForm } from "./confirm-form";

export const metadata: Metadata = { title: "Confirm it is you" };

export default async function ConfirmPage({
  searchParams,
}: PageProps<"/confirm">): Promise<ReactNode> {
  const user = await sessions.user(await requireSession());
  const { callbackUrl } = await searchParams;
  const target = safeRedirect(typeof callbackUrl === "string" ? callbackUrl : null, "/dashboard");
  return (
    <>
      <Masthead home="/dashboard">
        <span className="soft small">{user?.name}</span>
      </Masthead>
      <main className="page" id="main" tabIndex={-1}>
        <div className="stack narrow">
          <h1>Confirm it is you</h1>
          <p className="soft">
            The next page is sensitive, and you entered your password some time ago. Enter it again,{" "}
            {user?.name.split(" ")[0]}.
          </p>
          <ConfirmForm callbackUrl={target} email={user?.email ?? ""} />
        </div>
      </main>
    </>
  );
}
