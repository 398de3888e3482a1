import type { Adopter } from "@sessionkit/core";
import type { OldCookie } from "../cookies/old-cookie.ts";
import { checkFunction } from "../options/check-values.ts";
import { createAdopter, type Source, type Verified } from "./create-adopter.ts";
import type { SessionOptions } from "./session-options.ts";
import { fromRowDate, type RowDate } from "./times.ts";

/** How sessions are found whose cookie has only their key. */
export interface FindSessionOptions<Row, UserId> extends SessionOptions<Row, UserId> {
  /** Returns the row of a session, or null. A rejection counts as an outage. */
  readonly findSession: (token: string) => PromiseLike<Row | null | undefined>;
  /** Deletes the row, after the new session is stored. Default: the row is kept until it expires. */
  readonly deleteSession?: ((token: string) => PromiseLike<unknown>) | undefined;
}

/** Throws `SessionConfigError` for a wrong callback. */
export function checkCallbacks(options: object): void {
  checkFunction("findSession", Reflect.get(options, "findSession"), "required");
  checkFunction("deleteSession", Reflect.get(options, "deleteSession"), "optional");
}

/** The names of the columns of a library. */
interface Columns {
  readonly key: string;
  readonly expires: string;
}

export interface StoredSource {
  readonly name: string;
  readonly cookie: OldCookie;
  readonly columns: Columns;
  readonly others?: readonly string[];
  /** The key of a cookie, or null if it is forged. Default: the cookie is the key. */
  readonly readKey?: (value: string) => string | null;
  /** Default: not known. */
  readonly isRemembered?: Source<unknown, unknown>["isRemembered"];
}

/** An adopter for sessions in a table or a key-value store of the application. */
export function adoptStored<Row extends { readonly userId: unknown }, UserId>(
  source: StoredSource,
  options: FindSessionOptions<Row, UserId>,
): Adopter<UserId> {
  const { columns, readKey = (value) => value } = source;
  const { findSession, deleteSession } = options;
  return createAdopter<Row, UserId>(
    {
      name: source.name,
      cookie: source.cookie,
      chunking: "whole",
      ...(source.others && { others: source.others }),
      ...(source.isRemembered && { isRemembered: source.isRemembered }),
      // Without the option, `UserId` is the type of the column.
      defaultUserId: (row) => row.userId as UserId,
      async verify(value) {
        const key = readKey(value);
        if (key === null || !KEY.test(key)) return null;
        const row = await findSession(key);
        return row ? toVerified(row, key, columns) : null;
      },
      retire: deleteSession && (async (key) => void (await deleteSession(key))),
    },
    options,
  );
}

/** Printable ASCII: databases reject some other characters, which would look like an outage. */
const KEY = /^[\x21-\x7e]{1,512}$/;

/** Some databases ignore case or trailing blanks: a row of another key is not the session of this one. */
function toVerified<Row extends object>(
  row: Row,
  key: string,
  columns: Columns,
): Verified<Row> | null {
  const {
    [columns.key]: rowKey,
    [columns.expires]: expires,
    createdAt,
  } = row as Record<string, unknown>;
  if (typeof rowKey === "string" && rowKey !== key) return null;
  return {
    id: key,
    old: row,
    expiresAt: fromRowDate(columns.expires, expires),
    ...(createdAt != null && { createdAt: fromRowDate("createdAt", createdAt) }),
  };
}

/** The columns that the adopters of rows read. */
export interface ExpiringRow<UserId> {
  readonly userId: UserId;
  readonly expiresAt: RowDate;
  readonly createdAt?: RowDate | null | undefined;
}
