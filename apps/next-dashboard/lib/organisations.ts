import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { db } from "./database";
import { membershipTable, organisationTable, userTable } from "./schema";

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly notice: string;
}

export async function findOrganisation(id: string): Promise<Organisation | null> {
  const [found] = await db.select().from(organisationTable).where(eq(organisationTable.id, id));
  return found ?? null;
}

/** The members of an organisation, by name. */
export async function listMembers(
  id: string,
): Promise<{ userId: string; name: string; email: string; role: "reader" | "owner" }[]> {
  const { name, email } = userTable;
  return db
    .select({ userId: userTable.id, name, email, role: membershipTable.role })
    .from(membershipTable)
    .innerJoin(userTable, eq(userTable.id, membershipTable.userId))
    .where(eq(membershipTable.organisationId, id))
    .orderBy(asc(name), asc(email));
}

export async function saveNotice(id: string, notice: string): Promise<void> {
  await db.update(organisationTable).set({ notice }).where(eq(organisationTable.id, id));
}

export async function removeMembership(id: string, userId: string): Promise<void> {
  const { organisationId, userId: member } = membershipTable;
  await db.delete(membershipTable).where(and(eq(organisationId, id), eq(member, userId)));
}
