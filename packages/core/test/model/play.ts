import fc from "fast-check";
import type { ClientName } from "./client.ts";
import { type Command, pass, passes, sends } from "./commands.ts";
import { isAlive } from "./invariants/signed-in.ts";
import type { Mode } from "./modes.ts";
import { SLOWEST } from "./modes.ts";
import { REFRESH, signIn } from "./verbs.ts";
import { createWorld, type World } from "./world.ts";

const CLIENTS: readonly ClientName[] = ["browser", "second browser", "app"];

/** Signs every client in, runs the commands, waits for every answer, and sees that who is signed in still is. */
export async function play(mode: Mode, commands: Iterable<Command>, seed = 1): Promise<World> {
  const harness = createWorld(mode, seed);
  await run(
    harness,
    CLIENTS.flatMap((client) => [sends(client, signIn("ada"), "A"), passes(1_000)]),
  );
  await run(harness, commands);
  await pass(harness, SLOWEST);
  await run(
    harness,
    CLIENTS.filter((client) => isSignedIn(harness, client)).map((client) =>
      sends(client, REFRESH, "A"),
    ),
  );
  return harness;
}

export function run(harness: World, commands: Iterable<Command>): Promise<void> {
  return fc.asyncModelRun(() => ({ model: {}, real: harness }), [...commands]);
}

function isSignedIn({ clients, ledger, clock }: World, name: ClientName): boolean {
  const token = ledger.tokens.get(clients[name].held().session ?? "");
  const facts = ledger.sessions.get(token?.sessionId ?? "");
  return facts !== undefined && isAlive(facts, clock());
}
