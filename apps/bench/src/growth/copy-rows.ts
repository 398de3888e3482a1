import type { SessionStore } from "@sessionkit/core";
import { sessionOf } from "../stores/session-of.ts";
import { type GrownStore, SESSIONS_PER_USER } from "./grown-store.ts";

const DAY = 86_400_000;

/** The SQL that differs between databases. */
export interface Dialect {
  columns(): Promise<readonly string[]>;
  /** A `with` clause and the name of a table that counts `g` from 1 to `count`. */
  series(count: number): { readonly before: string; readonly table: string };
  /** The whole number as 20 digits. */
  digits(number: string): string;
  execute(sql: string): Promise<unknown>;
  readonly analyze: string;
}

/** Fills a table of sessions with copies of a row that the store has inserted. */
export function copyRows(
  store: SessionStore,
  { columns, series, digits, execute, analyze }: Dialect,
): Required<Pick<GrownStore, "fill" | "fillExpired">> {
  async function copy(now: number, id: string, userId: string, count: number): Promise<void> {
    const template = { ...sessionOf(0, 0, now), id: "template" };
    await store.insert(template);
    const names = await columns();
    const values = names.map((name) =>
      name === "id" ? id : name === "user_id" ? userId : `t."${name}"`,
    );
    const { before, table } = series(count);
    await execute(
      `${before} insert into session (${names.map((name) => `"${name}"`)}) select ${values} from session t, ${table} where t.id = '${template.id}'`,
    );
    await store.delete(template.id);
    await execute(analyze);
  }

  return {
    fill(from, to) {
      const number = `(${from} + g - 1)`;
      const user = `'user-' || (${number} / ${SESSIONS_PER_USER})`;
      return copy(Date.now(), `'s' || ${digits(number)}`, user, to - from);
    },
    fillExpired: (count) =>
      copy(Date.now() - 60 * DAY, `'x' || ${digits("g")}`, "'gone-' || g", count),
  };
}
