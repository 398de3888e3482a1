"use client";

import { SignOutButton } from "@sessionkit/react/ui";
import { type ReactNode, useState } from "react";
import { useAppSession } from "@/components/use-app-session";
import { CallApi } from "./call-api";
import { Countdown } from "./countdown";

/** What this tab knows of the session, without loading the page again. */
export function LiveSession(): ReactNode {
  const { status, session, stale, refresh } = useAppSession();
  const [said, setSaid] = useState("");

  async function renew(): Promise<void> {
    setSaid("Renewing…");
    const state = await refresh();
    setSaid(state.stale ? "The server did not answer. You stay signed in." : "Renewed just now.");
  }

  return (
    <section aria-labelledby="live" className="card">
      <div className="row apart">
        <h2 id="live">Live in this tab</h2>
        <span className={`pill ${stale ? "warm" : "good"}`} data-testid="status">
          {stale ? "Not confirmed" : status === "authenticated" ? "Signed in" : "Checking…"}
        </span>
      </div>
      <p className="soft">
        Ends in <Countdown until={session?.expiresAt ?? null} /> if nothing happens.
      </p>
      <div className="row">
        <button className="button small" onClick={renew} type="button">
          Renew now
        </button>
        <SignOutButton
          className="button danger small"
          labels={{ signOut: "Sign out here" }}
          onSignedOut={() => window.location.assign("/sign-in?notice=signed-out")}
        />
        <CallApi tell={setSaid} />
      </div>
      <p aria-live="polite" className="soft small" data-testid="said">
        {said || "The session renews itself before it runs out, once for all tabs."}
      </p>
    </section>
  );
}
