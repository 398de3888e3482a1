import { type Command, command } from "./commands.ts";
import { endSession } from "./ledger.ts";
import type { World } from "./world.ts";

export const backsUp: Command = command("the store is backed up", (world) => {
  world.backup = world.states.at(-1) ?? [];
});

export const restores: Command = command("the backup is restored", (world) =>
  rollBack(world, world.backup),
);

/** A replica takes over that has not seen what was written at the last `moments` moments. */
export function failsOver(moments: number): Command {
  return command(`the store fails over and loses the last ${moments} moments`, (world) =>
    rollBack(world, world.states.at(-1 - moments) ?? world.states[0] ?? []),
  );
}

/** The call of the store after `calls` others fails, before or after it has had its effect. */
export function fails(calls: number, when: "before" | "after"): Command {
  return command(`the store fails after ${calls} calls, ${when} its effect`, (world) =>
    world.store?.fail(calls, when),
  );
}

async function rollBack(world: World, rows: World["backup"]): Promise<void> {
  if (!world.store) return;
  await world.store.rollBack(rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const facts of world.ledger.sessions.values()) {
    const row = byId.get(facts.id);
    if (row?.version !== facts.record?.version) facts.rolledBack = true;
    const lost = facts.record;
    if (row && lost?.generation === row.generation) {
      for (let branch = row.branch + 1; branch <= lost.branch; branch++)
        facts.lostRenewals.add(`${lost.generation}.${branch}`);
    }
    if (row) {
      facts.record = row;
      facts.endedInStore = null;
    } else endSession(facts, "lost by the store", null);
  }
  world.states.push(rows);
}
