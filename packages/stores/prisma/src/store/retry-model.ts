import { retryOnConflict } from "@sessionkit/core/store";
import type { Delegate } from "./delegate.ts";

/**
 * The same model, whose statements are tried again when the database gave them up for others: a deadlock, or a
 * serialization failure where the database isolates that strictly. Such a statement has changed nothing.
 */
export function retryModel(model: Delegate): Delegate {
  return {
    fields: model.fields,
    findUnique: (query) => attempt(() => model.findUnique(query)),
    findMany: (query) => attempt(() => model.findMany(query)),
    createMany: (query) => attempt(() => model.createMany(query)),
    updateMany: (query) => attempt(() => model.updateMany(query)),
    deleteMany: (query) => attempt(() => model.deleteMany(query)),
  };
}

function attempt<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
  return retryOnConflict(isWriteConflict, statement);
}

function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "P2034";
}
