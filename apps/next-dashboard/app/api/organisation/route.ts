import { findOrganisation } from "@/lib/organisations";
import { withSession } from "@/lib/session-next";

/** What the user may read in the organisation of the session. Organisation and role are of the same claims. */
export const GET = withSession(async (_request, { session }) => {
  const { organisation } = session.claims;
  const found = organisation && (await findOrganisation(organisation.id));
  return Response.json({ organisation, notice: found?.notice ?? null });
});
