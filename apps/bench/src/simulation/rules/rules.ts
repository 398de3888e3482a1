import type { CreateServer } from "../server.ts";
import { createGraceSiblings } from "./grace-siblings.ts";
import { createGraceSuccessor } from "./grace-successor.ts";
import { createBoundSessionkit, createSessionkit } from "./sessionkit.ts";
import { createStrict } from "./strict.ts";

export type Rule = "sessionkit" | "bound" | "strict" | "siblings" | "successor";

/** All rules, in the order of the table. */
export const RULES: Readonly<Record<Rule, CreateServer>> = {
  strict: createStrict,
  siblings: createGraceSiblings,
  successor: createGraceSuccessor,
  sessionkit: createSessionkit,
  bound: createBoundSessionkit,
};
