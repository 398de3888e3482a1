import { notebooks } from "@/lib/notebooks";
import { withSession } from "@/lib/session-next";
import { sessions } from "@/lib/sessions";

/** `withSession` answers 401 as `application/problem+json` if there is no session. */
export const GET = withSession(async (_request, { session }) => {
  const user = await sessions.user(session);
  return Response.json({
    owner: user?.name,
    notebooks: notebooks.map(({ slug, title }) => ({ slug, title })),
  });
});
