import { constantTimeEqual } from "../base/bytes.ts";
import type { SessionRequest } from "../request/request.ts";
import type { Mac } from "../tokens/hmac.ts";

/** The request header in which a proxy notes what it has done for the request that it forwards. */
const FORWARDED_MARK = "x-sessionkit-forwarded";

/** The note of a proxy that has set the session token on the forwarded request. */
export const MINTED = "minted";

type Macs = readonly Mac[];

/** The notes of a proxy about the request and its session token. A MAC signs them, so that a client cannot forge them. */
export function readNotes(macs: Macs, request: SessionRequest, token: string | null): string[] {
  const [notes = "", sent = ""] = request.header(FORWARDED_MARK)?.split(":") ?? [];
  const isOwn =
    notes !== "" && macs.some((mac) => constantTimeEqual(sent, mac(`${notes}:${token}`)));
  return isOwn ? notes.split(",") : [];
}

/** The value of that header; null if there is nothing to note. */
export function writeNotes([mac]: Macs, notes: string, token: string | null): string | null {
  return mac && notes !== "" ? `${notes}:${mac(`${notes}:${token}`)}` : null;
}
