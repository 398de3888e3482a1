import type { Member, Membership } from "./members";

/** What a session, and a guest, has. */
export interface AppData {
  readonly note: string;
  /** Notebooks to read later, by their slugs. */
  readonly kept: readonly string[];
  /** The organisation that the session works in; null if none is chosen. */
  readonly organisation: string | null;
}

interface WithData {
  readonly data: Readonly<AppData>;
}

export function initialData(user: Member | null): AppData {
  return { note: "", kept: [], organisation: user?.memberships[0]?.id ?? null };
}

/** The role in the organisation is always that of the one beside it. */
export function claimsOf(
  user: Member,
  { data }: WithData,
): {
  readonly role: Member["role"];
  readonly organisation: Pick<Membership, "id" | "role"> | null;
} {
  const membership = activeOf(user, data);
  return {
    role: user.role,
    organisation: membership && { id: membership.id, role: membership.role },
  };
}

/** What the browser sees. */
export function publicUserOf(
  user: Member,
  { data }: WithData,
): { readonly id: string; readonly name: string; readonly organisation: Membership | null } {
  return { id: user.id, name: user.name, organisation: activeOf(user, data) };
}

/** Null if none is chosen, and after the user was removed from it. */
function activeOf(user: Member, { organisation }: Readonly<AppData>): Membership | null {
  return user.memberships.find(({ id }) => id === organisation) ?? null;
}
