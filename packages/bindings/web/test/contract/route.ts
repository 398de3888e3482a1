import type { BindingWorld } from "@sessionkit/testing/binding-world";
import type { SessionBinding, SessionContext } from "../../src/index.ts";

type Sessions = BindingWorld["sessions"];

export type Binding = SessionBinding<Sessions>;

/** A route uses the binding with its request, or the context that `handle` passes. */
export type Route = (
  request: Request,
  session: SessionContext<Sessions>,
) => Response | Promise<Response>;
