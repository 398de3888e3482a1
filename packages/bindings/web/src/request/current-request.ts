import { SessionConfigError } from "@sessionkit/core";
import { WebRequest, workersAddress } from "@sessionkit/core/binding";
import type { Binding, RequestOptions } from "../binding/binding.ts";

/** A request of `handle`. */
export class CurrentRequest extends WebRequest {
  /** Whether the response is for one user and must not be cached. */
  isPrivate = false;
}

type Marked = Request & { [key: symbol]: CurrentRequest | undefined };

export function createRequest(
  { sessions }: Binding,
  request: Request,
  { address = workersAddress(request) }: RequestOptions,
): CurrentRequest {
  return new CurrentRequest(sessions, request, {
    address: () => (typeof address === "function" ? address() : address),
  });
}

/** Remembers a request for the verbs that are called with it. */
export function beginRequest(
  binding: Binding,
  request: Request,
  options: RequestOptions,
): CurrentRequest {
  const current = createRequest(binding, request, options);
  (request as Marked)[binding.key] = current;
  return current;
}

/** The request that `handle` has begun, if it was called with this object. */
export function knownRequest({ key }: Binding, request: Request): CurrentRequest | undefined {
  return (request as Marked)[key];
}

/** Throws `SessionConfigError` if `handle` was not called with this object. */
export function currentRequest(binding: Binding, request: Request): CurrentRequest {
  const current = knownRequest(binding, request);
  if (current) return current;
  throw new SessionConfigError(
    "handle",
    "was not called with this request. Run the handler inside handle(request, …). If the framework passes on a copy of the request, use the context that the handler receives.",
  );
}
