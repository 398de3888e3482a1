import type { Outcome } from "../../src/index.ts";
import type { createService, createStatelessService } from "../service.ts";

type Stored = ReturnType<typeof createService>["sessions"];
type Stateless = ReturnType<typeof createStatelessService>["sessions"];

/** What the model uses of a service, with a store or without. */
export type ModelSessions = Pick<
  Stateless,
  "resolve" | "create" | "refresh" | "renew" | "update" | "signOut" | "isCurrent" | "handle"
>;

/** What it uses of a service with a store. */
export type StoredVerbs = Pick<Stored, "revoke" | "revokeUser" | "prune">;

type Resolved = Awaited<ReturnType<ModelSessions["resolve"]>>;
export type ModelSession = Extract<Resolved, { status: "authenticated" }>["session"];
export type ModelOutcome = Outcome<ModelSession>;
