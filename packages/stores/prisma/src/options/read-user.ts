import { SessionConfigError } from "@sessionkit/core";
import type { Delegate, Select } from "../store/delegate.ts";

export interface UserRelation {
  readonly relation: string;
  /** The fields that are wanted; all of them where it is left out. */
  readonly select?: Select;
}

/**
 * The relation to the user: its name or `{ relation, select }`. Whether there is one, Prisma says at the first
 * query only; what it says before is which fields are none.
 */
export function readUser(value: unknown, sessions: Delegate): UserRelation {
  const user = (
    typeof value === "object" && value !== null ? value : { relation: value }
  ) as Partial<UserRelation>;
  if (typeof user.relation !== "string" || Object.keys(sessions.fields).includes(user.relation)) {
    throw new SessionConfigError(
      "user",
      `expected the name of a relation of the model of sessions, got ${typeof user.relation === "string" ? `the column ${JSON.stringify(user.relation)}` : String(user.relation)}. Add user User @relation(fields: [userId], references: [id]) to it and name that: "user".`,
    );
  }
  const { relation, select } = user;
  if (select === undefined) return { relation };
  if (Object.values(select).every((wanted) => wanted === true) && Object.keys(select).length > 0) {
    return { relation, select };
  }
  throw new SessionConfigError(
    "user.select",
    "expected the user's fields that are wanted, each true: { id: true, name: true }.",
  );
}
