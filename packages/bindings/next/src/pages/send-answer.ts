import type { ServerResponse } from "node:http";
import type { EndpointResponse } from "@sessionkit/core";
import { putHeaders } from "./put-cookies.ts";

/** Core's answer on a response of Node's. */
export function sendAnswer(res: ServerResponse, { status, headers, body }: EndpointResponse): void {
  res.statusCode = status;
  putHeaders(res, headers);
  res.end(body ?? undefined);
}
