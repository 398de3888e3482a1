"use client";

import { SignOutButton } from "@sessionkit/react/ui";
import { type ReactNode, useState } from "react";
import { useAppSession } from "@/components/use-app-session";
import { CallApi } from "./call-api";
import { Countdown } from "./countdown";

/** The session state of this tab. */
export function LiveSession(): ReactNode {
  const { status, session, stale, refresh } = useAppSession();
  const [message, setMessage] = useState("");

  async function renew(): Promise<void> {
    setMessage("Renewing…");
    const state = await refresh();
    setMessage(
      state.stale ? "The server did not answer. You stay signed in." : "Renewed just now.",
    );
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
        Expires in <Countdown until={session?.expiresAt ?? null} /> without activity.
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
        <CallApi onResult={setMessage} />
      </div>
      <p aria-live="polite" className="soft small" data-testid="message">
        {message || "The session is renewed before it expires, once for all tabs."}
      </p>
    </section>
  );
}
