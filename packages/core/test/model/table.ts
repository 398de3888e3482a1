import type { SessionRecord } from "../../src/index.ts";
import { decide } from "../../src/session/rotation.ts";
import { GRACE } from "./modes.ts";
import type { Token } from "./token.ts";

/** The tokens that the table takes for the live one. */
export function liveTokens(record: SessionRecord, tokens: readonly Token[], now: number): Token[] {
  const timing = { grace: GRACE, interval: 2 * GRACE };
  return tokens.filter((token) =>
    ["keep", "rotate"].includes(decide(record, token, now, timing).verdict),
  );
}
