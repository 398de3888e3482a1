import type { JsonObject } from "../../src/index.ts";
import { type Client, forward, type Sent } from "./client.ts";
import { staysNewest } from "./invariants/commit.ts";
import { arrivesInJar } from "./invariants/cookie-jar.ts";
import { present } from "./ledger.ts";
import { type Legs, schedule } from "./network.ts";
import { runStep, type Step } from "./step.ts";
import { isExplicit, type Verb } from "./verbs.ts";
import type { Process, World } from "./world.ts";

/** One request of a client and its answer. */
export interface Exchange {
  readonly client: Client;
  readonly process: Process;
  readonly verb: Verb;
  readonly legs: Legs;
  readonly sent: Sent;
  /** Which run of the client it belongs to. */
  readonly start: number;
  /** What the request was resolved to, or refreshed; and the application's change, after it. */
  implicit: Step | null;
  explicit: Step | null;
  /** How many events the process had emitted when `implicit` was decided. */
  decided: number;
  /** The same when it arrived. */
  arrived: number;
  /** The number of the step at which the headers left. */
  left: number;
  /** Whether the cookies of `implicit` and of `explicit` left with them. */
  committed: boolean;
  changed: boolean;
}

/**
 * Sends a request with what the client holds now; everything else happens later.
 *
 * @param turns of the microtask queue that its handling starts after others of the same moment
 */
export function send(
  world: World,
  client: Client,
  verb: Verb,
  process: Process,
  legs: Legs,
  turns = 0,
): void {
  const exchange: Exchange = {
    client,
    process,
    verb,
    legs,
    sent: client.send(requestOptions(verb), transportOf(verb)),
    start: client.starts,
    implicit: null,
    explicit: null,
    decided: 0,
    arrived: 0,
    left: 0,
    committed: false,
    changed: false,
  };
  if (legs.lost === "request") return;
  schedule(world, legs.request, async () => {
    for (let turn = 0; turn < turns; turn++) await null;
    await arrive(world, exchange);
  });
}

function requestOptions({ kind }: Verb): { method: string; headers: Record<string, string> } {
  const isSpeculative = kind === "prefetch" || kind === "prefetching post";
  return {
    method: GETS.has(kind) ? "GET" : "POST",
    headers: {
      ...(isSpeculative ? { "sec-purpose": "prefetch" } : {}),
      ...(kind === "behind a proxy" ? { authorization: `Bearer ${FOREIGN}` } : {}),
    },
  };
}

const GETS: ReadonlySet<Verb["kind"]> = new Set([
  "page",
  "strict",
  "read",
  "prefetch",
  "behind a proxy",
]);
/** What a proxy or another service of the application puts into `Authorization`: a JWT of its own. */
const FOREIGN = [
  { alg: "HS256", typ: "JWT" },
  { iss: "https://proxy.example", sub: "proxy-user" },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("c2lnbmF0dXJl")
  .join(".");

/** An app shows its session token in the body where it is exchanged or ended. */
function transportOf({ kind }: Verb): "bearer" | "body" {
  return kind === "refresh" || kind === "sign out" ? "body" : "bearer";
}

async function arrive(world: World, exchange: Exchange): Promise<void> {
  const { process, verb, sent, client } = exchange;
  const { sessions } = process;
  const { kind } = verb;
  exchange.arrived = process.events.length;
  if (kind !== "sign in" && kind !== "sign out") {
    const by = { process, client, verb: isExplicit(verb) ? PAGE : verb };
    const presented = present(world.ledger, process, sent.credentials);
    exchange.implicit = await runStep(world, { ...by, presented }, () =>
      kind === "refresh"
        ? sessions.refresh(sent.request, bodyToken(sent))
        : sessions.resolve(sent.request, {
            verify: kind === "strict" ? "store" : "token",
            write: kind !== "read",
          }),
    );
    exchange.decided = process.events.length;
  }
  await soon(world, exchange.legs.before, () => change(world, exchange));
}

const PAGE: Verb = { kind: "page" };

function bodyToken({ credentials }: Sent): string | undefined {
  return credentials.transport === "body" ? (credentials.session ?? undefined) : undefined;
}

/** The application's part of a request: a change, where it is about one. */
async function change(world: World, exchange: Exchange): Promise<void> {
  const { process, verb, client, implicit } = exchange;
  const { sessions } = process;
  const sent = forward(exchange.sent, implicit?.answer.cookies ?? []);
  const presented = present(world.ledger, process, sent.credentials);
  const session = implicit?.answer.session ?? null;
  const run = async (call: Parameters<typeof runStep>[2]): Promise<void> => {
    exchange.explicit = await runStep(world, { process, client, verb, presented }, call);
  };
  if (verb.kind === "sign in") {
    await run(() => sessions.create(verb.userId, { request: sent.request }));
  } else if (verb.kind === "sign out") {
    await run(() => sessions.signOut(sent.request, verb.scope, bodyToken(sent)));
  } else if (verb.kind === "renew" && session) {
    const { authenticated } = verb;
    await run(() => sessions.renew(session, { request: sent.request, authenticated }));
  } else if (verb.kind === "update" && session) {
    const data =
      verb.by === "value"
        ? { [`step${world.steps}`]: true }
        : ({ count }: JsonObject) => ({ count: Number(count ?? 0) + 1 });
    await run(() => sessions.update(session, data, sent.request));
  }
  await soon(world, exchange.legs.after, () => leave(world, exchange));
}

/** What follows without a delay is not separated from what came before by a moment. */
async function soon(world: World, delay: number, run: () => Promise<void> | void): Promise<void> {
  if (delay === 0) await run();
  else schedule(world, delay, run);
}

/** The headers leave: cookies of a refresh or a refusal only if they are still true, those of a change in any case. */
function leave(world: World, exchange: Exchange): void {
  const { process, implicit, explicit, verb, legs } = exchange;
  const isCurrent = (step: Step | null): boolean =>
    !step?.outcome || process.sessions.isCurrent(step.outcome);
  exchange.committed = verb.kind !== "read" && isCurrent(implicit);
  exchange.changed = explicit?.answer.status !== "unauthenticated" || isCurrent(explicit);
  exchange.left = ++world.steps;
  staysNewest(world, exchange);
  if (legs.lost === "answer") return;
  schedule(world, legs.answer, () => deliver(world, exchange));
}

function deliver(world: World, exchange: Exchange): void {
  const { client, start, implicit, explicit, committed, changed, verb } = exchange;
  if (client.starts !== start) return;
  // An application returns to an app what it exchanged or changed, and nothing beside a page.
  const refreshed = committed && (client.name !== "app" || verb.kind === "refresh");
  for (const step of [refreshed ? implicit : null, changed ? explicit : null]) {
    if (!step) continue;
    const { status, cookies, tokens } = step.answer;
    arrivesInJar(world, exchange, cookies, step === explicit && status !== "unauthenticated");
    client.receive(cookies, tokens);
  }
}
