import type { ActiveSession } from "@sessionkit/core";
import type { ReactNode } from "react";
import { Ago } from "@/components/ago";
import { SubmitButton } from "@/components/submit-button";
import { endOtherSessions, endSession } from "./end-sessions";

export function SessionList({ active }: { readonly active: readonly ActiveSession[] }): ReactNode {
  const others = active.filter(({ current }) => !current).length;
  return (
    <section aria-labelledby="sessions" className="card">
      <div className="row apart">
        <div>
          <h2 id="sessions">Where you are signed in</h2>
          <p className="soft small">End whatever you do not recognise.</p>
        </div>
        {others > 0 && (
          <form action={endOtherSessions}>
            <SubmitButton busy="Signing out…" className="button danger small">
              Sign out all others
            </SubmitButton>
          </form>
        )}
      </div>
      <ul className="lines">
        {active.map((one) => (
          <SessionLine key={one.id} {...one} />
        ))}
      </ul>
    </section>
  );
}

function SessionLine({
  id,
  current,
  device,
  ip,
  createdAt,
  lastActiveAt,
}: ActiveSession): ReactNode {
  return (
    <li data-session={id}>
      <div>
        <p className="row close">
          <strong>{device.label}</strong>
          {current && <span className="pill good">This device</span>}
        </p>
        <p className="soft small">
          {ip ?? "Address not known"} · active <Ago at={lastActiveAt} /> · signed in{" "}
          <Ago at={createdAt} />
        </p>
      </div>
      {!current && (
        <form action={endSession}>
          <input name="id" type="hidden" value={id} />
          <SubmitButton
            busy="Signing out…"
            className="button quiet small"
            label={`Sign out ${device.label}`}
          >
            Sign out
          </SubmitButton>
        </form>
      )}
    </li>
  );
}
