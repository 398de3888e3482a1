import type { ReactNode } from "react";
import { SubmitButton } from "@/components/submit-button";
import type { listMembers } from "@/lib/organisations";
import { removeMember } from "./remove-member";

interface MemberListProps {
  readonly organisation: string;
  readonly members: Awaited<ReturnType<typeof listMembers>>;
  /** The user who sees the list. */
  readonly userId: string;
  readonly isOwner: boolean;
}

export function MemberList({
  organisation,
  members,
  userId: own,
  isOwner,
}: MemberListProps): ReactNode {
  return (
    <section aria-labelledby="members" className="card">
      <h2 id="members">Members</h2>
      <ul className="lines">
        {members.map(({ userId, name, email, role }) => (
          <li key={userId}>
            <div>
              <strong>{name}</strong>
              <p className="soft small">
                {role === "owner" ? "Owner" : "Reader"}
                {userId === own && ", you"}
              </p>
            </div>
            {isOwner && userId !== own && (
              <form action={removeMember}>
                <input name="organisation" type="hidden" value={organisation} />
                <input name="userId" type="hidden" value={userId} />
                <SubmitButton
                  busy="Removing…"
                  className="button danger small"
                  label={`Remove ${name}, ${email}`}
                >
                  Remove
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
