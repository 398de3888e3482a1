import type { Delegate } from "./delegate.ts";

/** A statement that lost against others this often has more against it than chance. */
const ATTEMPTS = 5;

/**
 * The same model, whose statements are tried again when the database gave them up for others: a deadlock, or a
 * serialization failure where the database isolates that strictly. Such a statement has changed nothing.
 */
export function retrying(model: Delegate): Delegate {
  return {
    fields: model.fields,
    findUnique: (query) => attempt(() => model.findUnique(query)),
    findMany: (query) => attempt(() => model.findMany(query)),
    createMany: (query) => attempt(() => model.createMany(query)),
    updateMany: (query) => attempt(() => model.updateMany(query)),
    deleteMany: (query) => attempt(() => model.deleteMany(query)),
  };
}

async function attempt<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await statement();
    } catch (error) {
      if (tries === ATTEMPTS || !isWriteConflict(error)) throw error;
      await pause(tries);
    }
  }
}

function isWriteConflict(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "P2034";
}

/** Up to 10, 20, 40, 80 ms: those who met once do not meet again in step. */
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** tries));
}
