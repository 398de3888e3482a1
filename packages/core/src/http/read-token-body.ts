import { parseObject } from "../base/json.ts";
import type { EndpointRequest } from "../request/request.ts";

/** The token of a body, undefined if there is none, or a problem. */
export type TokenBody =
  | { readonly token: string | undefined }
  | { readonly problem: "bad_request" | "body_too_large" };

const MAX_BYTES = 16_384;

/** Parts of base64url, separated by dots. A well-formed token that is not valid is refused later, with 401. */
const SHAPE = /^[\w-]+(\.[\w-]+){2,6}$/;

/** Reads `sessionToken` from a JSON body. A form or an empty body has no token. */
export async function readTokenBody(request: EndpointRequest): Promise<TokenBody> {
  if (Number(request.header("content-length") ?? 0) > MAX_BYTES)
    return { problem: "body_too_large" };
  if (!/^application\/json\b/i.test(request.header("content-type") ?? ""))
    return { token: undefined };
  // A stream may reject with any value.
  const text = await request.text(MAX_BYTES).catch(() => undefined);
  if (text === undefined) return { problem: "bad_request" };
  if (text === null || text.length > MAX_BYTES) return { problem: "body_too_large" };
  if (text === "") return { token: undefined };
  const body = parseObject(text);
  if (!body) return { problem: "bad_request" };
  const { sessionToken: token } = body as { sessionToken?: unknown };
  const isUsable = token === undefined || (typeof token === "string" && SHAPE.test(token));
  return isUsable ? { token } : { problem: "bad_request" };
}
