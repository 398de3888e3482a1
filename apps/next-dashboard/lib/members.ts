import { asc, eq } from "drizzle-orm";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { membershipTable, organisationTable, type User, userTable } from "./schema";

export interface Membership {
  /** Of the organisation. */
  readonly id: string;
  readonly name: string;
  readonly role: "reader" | "owner";
}

/** A user with the organisations that they belong to, by name. */
export interface Member extends User {
  readonly memberships: readonly Membership[];
}

/** The user of a session; null if it was deleted, which ends the session. */
export async function findMember(db: LibSQLDatabase, id: string): Promise<Member | null> {
  const rows = await db
    .select({ user: userTable, organisation: organisationTable, role: membershipTable.role })
    .from(userTable)
    .leftJoin(membershipTable, eq(membershipTable.userId, userTable.id))
    .leftJoin(organisationTable, eq(organisationTable.id, membershipTable.organisationId))
    .where(eq(userTable.id, id))
    .orderBy(asc(organisationTable.name));
  const [first] = rows;
  if (!first) return null;
  const memberships = rows.flatMap(({ organisation, role }) =>
    organisation && role ? [{ id: organisation.id, name: organisation.name, role }] : [],
  );
  return { ...first.user, memberships };
}
