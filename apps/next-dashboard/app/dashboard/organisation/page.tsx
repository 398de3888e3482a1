import type { Metadata } from "next";
import type { ReactNode } from "react";
import { findOrganisation, listMembers } from "@/lib/organisations";
import { requireSession } from "@/lib/session-next";
import { MemberList } from "./member-list";
import { NoticeForm } from "./notice-form";

export const metadata: Metadata = { title: "Organisation" };

/** Shows the organisation of the claims, and what the role beside it permits. */
export default async function OrganisationPage(): Promise<ReactNode> {
  const { userId, claims } = await requireSession();
  const organisation = claims.organisation && (await findOrganisation(claims.organisation.id));
  if (!claims.organisation || !organisation) return <NoOrganisation />;
  const { id, role } = claims.organisation;
  const isOwner = role === "owner";
  return (
    <>
      <div className="row">
        <h1>{organisation.name}</h1>
        <span className={`pill ${isOwner ? "good" : ""}`} data-testid="role">
          {isOwner ? "Owner" : "Reader"}
        </span>
      </div>
      <div className="grid">
        {isOwner ? (
          <NoticeForm key={id} notice={organisation.notice} organisation={id} />
        ) : (
          <section aria-labelledby="notice" className="card">
            <h2 id="notice">Notice</h2>
            <p>{organisation.notice || "There is no notice."}</p>
          </section>
        )}
        <MemberList
          isOwner={isOwner}
          members={await listMembers(id)}
          organisation={id}
          userId={userId}
        />
      </div>
    </>
  );
}

function NoOrganisation(): ReactNode {
  return (
    <>
      <h1>Organisation</h1>
      <p className="notice warm">
        You work in no organisation now. Choose one above, or ask an owner to add you.
      </p>
    </>
  );
}
