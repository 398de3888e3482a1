import type fc from "fast-check";
import { checkMoment } from "./check-moment.ts";
import type { Client, ClientName } from "./client.ts";
import { send } from "./exchange.ts";
import { endSession, type SessionFacts } from "./ledger.ts";
import { AT_ONCE, advance, describeLegs, type Legs } from "./network.ts";
import { sweep } from "./note-endings.ts";
import { isStoreError } from "./store-error.ts";
import { nameOf, type Verb } from "./verbs.ts";
import type { Process, World } from "./world.ts";

/** The commands need no model beside the world: its ledger is one. */
export type Command = fc.AsyncCommand<object, World>;

type ProcessName = Process["name"];
type BrowserName = Exclude<ClientName, "app" | "thief">;

/** @param run does something; what is due now has then happened, and the invariants hold */
export function command(name: string, run: (world: World) => Promise<void> | void): Command {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world);
      await pass(world, 0);
    },
    toString: () => name,
  };
}

export async function pass(world: World, ms: number): Promise<void> {
  await checkMoment(world);
  await advance(world, world.clock() + ms, () => checkMoment(world));
}

export function sends(
  client: ClientName,
  verb: Verb,
  process: ProcessName,
  legs: Legs = AT_ONCE,
): Command {
  return command(`${client}: ${nameOf(verb)} at ${process}${describeLegs(legs)}`, (world) =>
    send(world, world.clients[client], verb, world.processes[process], legs),
  );
}

/** Several requests at the same moment, to either process, each handled `turns` turns of the queue after the one before. */
export function sendsAtOnce(
  client: ClientName,
  requests: readonly (readonly [Verb, ProcessName])[],
  turns = 0,
): Command {
  const names = requests.map(([verb, process]) => `${nameOf(verb)} at ${process}`);
  return command(`${client}, at once (${turns}): ${names.join(", ")}`, (world) => {
    for (const [index, [verb, process]] of requests.entries())
      send(world, world.clients[client], verb, world.processes[process], AT_ONCE, index * turns);
  });
}

export function passes(ms: number): Command {
  return command(`${ms / 1000} s pass`, (world) => pass(world, ms));
}

export function crashes(client: BrowserName, age: number): Command {
  return command(`${client}: crash, the cookies of ${age / 1000} s ago are restored`, (world) =>
    world.clients[client].crash(age),
  );
}

export function revokes(client: ClientName, process: ProcessName): Command {
  return command(`the session of ${client} is revoked at ${process}`, async (world) => {
    const facts = sessionOf(world, world.clients[client]);
    const { stored } = world.processes[process];
    if (!facts || !stored) return;
    const done = await succeeds(() => stored.revoke(facts.id));
    const step = ++world.steps;
    endSession(facts, "revoke", { process: world.processes[process], step });
    if (done) facts.endedInStore ??= step;
  });
}

export function revokesUser(userId: string, but: ClientName | null, process: ProcessName): Command {
  const except = but ? `, but for ${but}` : "";
  return command(`${userId} is revoked at ${process}${except}`, async (world) => {
    const { stored } = world.processes[process];
    if (!stored) return;
    const kept = but ? (sessionOf(world, world.clients[but])?.id ?? null) : null;
    const done = await succeeds(() =>
      stored.revokeUser(userId, kept === null ? {} : { except: kept }),
    );
    const by = { process: world.processes[process], step: ++world.steps, done };
    sweep(world, { ...by, userId, except: kept });
  });
}

export function prunes(process: ProcessName): Command {
  return command(`${process} prunes`, async (world) => {
    await succeeds(async () => world.processes[process].stored?.prune());
  });
}

/** A thief copies the cookies of a browser. */
export function steals(client: BrowserName, what: "both" | "access" = "both"): Command {
  const cookies = what === "both" ? "the cookies" : "the access cookie";
  return command(`a thief copies ${cookies} of ${client}`, (world) => {
    const facts = sessionOf(world, world.clients[client]);
    if (facts) facts.stolen = true;
    world.clients.thief.copy(world.clients[client], what);
  });
}

/** False if the store failed. */
async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (isStoreError(error)) return false;
    throw error;
  }
}

function sessionOf(world: World, client: Client): SessionFacts | undefined {
  const { session, access } = client.held();
  const token = world.ledger.tokens.get(session ?? access ?? "");
  return world.ledger.sessions.get(token?.sessionId ?? "");
}
