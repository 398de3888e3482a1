import type { MappedField } from "@sessionkit/core/store";
import type { Column } from "drizzle-orm";
import type { Dialect } from "../dialects/dialect.ts";

type Encode = MappedField["encode"];

/** How long the text is that core makes: ids are nanoids, an address is at most an IPv6 one with a zone, a key is a JWK. */
const WIDTHS: Readonly<Record<string, number>> = {
  id: 21,
  sessionId: 21,
  secretHash: 43,
  ip: 45,
  actorSessionId: 21,
  boundKey: 1000,
  subject: 300,
  reason: 20,
};

/** Text for display, which may be cut. */
const CUT: readonly string[] = ["userAgent", "label"];

const TEXT = /^(?:tiny|medium|long)?text\b|^citext\b|^(?:var)?(?:char|binary)\b/;

/**
 * Holds a column to the length of its member. A user agent, whose length the client chooses, and a label are cut
 * to fit. Returns the problem of a column that could not hold every id, hash or address: the first sign-in would fail.
 */
export function fitOrProblem(
  member: string,
  column: Column,
  encode: Encode,
  dialect: Dialect,
): Encode | string {
  const type = column.getSQLType().toLowerCase();
  const needed = WIDTHS[member];
  if (needed === undefined && !CUT.includes(member)) return encode;
  if (!TEXT.test(type) && column.dataType !== "custom" && !(member === "ip" && type === "inet"))
    return `the column ${JSON.stringify(column.name)} is of the type ${type}, which does not hold any text. Use text, or varchar.`;
  const [, kind = "", digits] = /^(varchar|char|varbinary|binary)\((\d+)\)/.exec(type) ?? [];
  if (digits === undefined) return encode;
  const width = Number(digits);
  if (needed === undefined) return cutTo(width, kind, encode);
  // Postgres fills char up with spaces, and returns them.
  const isPadded = dialect.name === "pg" && kind === "char" && width !== needed;
  if (width >= needed && !isPadded) return encode;
  return `the column ${JSON.stringify(column.name)} is of the type ${type}, and must hold text of up to ${needed} characters as it is. Use varchar(${needed}), or text.`;
}

/** Cuts text between characters: `varchar` counts code points, `varbinary` bytes of UTF-8. */
function cutTo(width: number, kind: string, encode: Encode): Encode {
  const inBytes = kind.endsWith("binary");
  return (value) => {
    if (typeof value !== "string" || value.length * 3 <= width) return encode(value);
    if (!inBytes) return encode(Array.from(value).slice(0, width).join(""));
    const bytes = new TextEncoder().encode(value).subarray(0, width);
    return encode(new TextDecoder().decode(bytes, { stream: true }));
  };
}
