import type { EndpointResponse } from "@sessionkit/core";
import type { Response } from "express";

/** Beside what is there already where there may be several, in place of it where there is one. */
export function putHeaders(res: Response, headers: EndpointResponse["headers"]): void {
  for (const [name, value] of headers) {
    if (name === "vary") res.vary(value);
    else if (name === "set-cookie") res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
}
