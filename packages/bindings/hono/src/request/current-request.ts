import { SessionConfigError } from "@sessionkit/core";
import { WebRequest } from "@sessionkit/core/binding";
import type { Context } from "hono";
import type { Binding } from "../binding/binding.ts";
import { clientAddress } from "./client-address.ts";
import { headerReader } from "./header-reader.ts";

/** A request of Hono and its session, until its response is made: then `attach` sets the cookies. */
export function createRequest(
  { sessionsOf, address = clientAddress }: Binding,
  c: Context,
): WebRequest {
  return new WebRequest(sessionsOf(c), c.req.raw, {
    address: () => address(c),
    header: headerReader(c),
  });
}

/** The request that `attach` or `requireSession` has begun, if there is one. */
export function knownRequest({ key }: Binding, c: Context): WebRequest | undefined {
  return c.get(key);
}

/** Throws `SessionConfigError` where neither `attach` nor `requireSession` has run. */
export function currentRequest(binding: Binding, c: Context): WebRequest {
  const current = knownRequest(binding, c);
  if (current) return current;
  throw new SessionConfigError(
    "attach",
    "has not run for this request. Put app.use(attach()) before the routes that use sessions.",
  );
}
