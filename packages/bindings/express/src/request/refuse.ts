import type { EndpointResponse, Problem } from "@sessionkit/core";
import type { NextFunction, Request, Response } from "express";
import type { Binding } from "../bind/binding.ts";
import { putHeaders } from "./put-headers.ts";

/** Turns a request away, as `problem` of core says or as the application wants it. */
export function refuse(
  { refuse: own }: Binding,
  refusal: EndpointResponse,
  req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (own) own(JSON.parse(refusal.body as string) as Problem, req, res, next);
  else send(res, refusal);
}

/** Sends an answer of core's. */
export function send(res: Response, { status, headers, body }: EndpointResponse): void {
  res.statusCode = status;
  putHeaders(res, headers);
  res.end(body ?? undefined);
}
