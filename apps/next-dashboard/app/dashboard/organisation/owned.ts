import "server-only";
import { textOf } from "@/lib/form";
import { requireSession, updateSession } from "@/lib/session-next";

/**
 * The organisation that a form is about, if the user is its owner now; null otherwise. Reads the store, and compares the
 * organisation: a page that was opened before a switch still sends its own, and the role of another one does not count for it.
 */
export async function ownedOrganisation(form: FormData): Promise<string | null> {
  const { claims } = await requireSession({ verify: "store" });
  const { id, role } = claims.organisation ?? {};
  if (role === "owner" && id === textOf(form, "organisation")) return id ?? null;
  // The claims in the access token may be older, and later pages are rendered by them.
  await updateSession({});
  return null;
}
