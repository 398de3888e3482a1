import fc from "fast-check";
import { expect, test } from "vitest";
import { type Browser, createBrowser } from "../../test/browser.ts";
import { createService } from "../../test/service.ts";
import type { Outcome } from "../session/outcome.ts";
import { decide } from "../session/rotation.ts";
import type { SessionRecord } from "../store/session-store.ts";
import type { SessionTokenParts } from "../tokens/session-token.ts";

const GRACE = 30_000;

/** One request on its way: sent with what the jar held then, answered with what the server said. */
interface Exchange {
  readonly sentAt: number;
  readonly request: ReturnType<Browser["request"]>;
  outcome?: Outcome;
  readonly thief: boolean;
}

/** The world: one session, a browser with any number of tabs, perhaps a thief, the network and the store's fortunes. */
interface World {
  readonly service: ReturnType<typeof createService>;
  readonly browser: Browser;
  readonly thief: Browser;
  readonly absoluteEnd: number;
  readonly minted: Map<string, SessionTokenParts>;
  exchanges: Exchange[];
  backup: SessionRecord;
  over: boolean;
  /** How long a request may take, from sending to its answer's arrival. */
  readonly slowest: number;
  readonly verdicts: string[];
}

/** What a command needs to know to run; the rest is the real thing. */
interface Model {
  over: boolean;
}

type Command = fc.AsyncCommand<Model, World>;

function command(name: string, run: (world: World) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, world) {
      await run(world);
      await holdInvariants(world);
      model.over = world.over;
    },
    toString: () => name,
  };
}

async function createWorld(slowest: number): Promise<World> {
  const service = createService();
  const browser = createBrowser();
  const created = await service.sessions.create("ada", { request: browser.request() });
  browser.obey(created);
  const backup = (await service.store.find(created.session.id)) as SessionRecord;
  const world: World = {
    service,
    browser,
    thief: createBrowser(),
    absoluteEnd: backup.absoluteExpiresAt.getTime(),
    minted: new Map(),
    exchanges: [],
    backup,
    over: false,
    slowest,
    verdicts: [],
  };
  remember(world, browser);
  return world;
}

/** Tokens that were ever seen by a client; what they say is public. */
function remember(world: World, browser: Browser): void {
  const token = browser.jar.get("__Host-session");
  if (!token) return;
  const [, , id, generation, branch, secret] = token.split(".") as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  world.minted.set(token, { id, generation: Number(generation), branch: Number(branch), secret });
}

async function holdInvariants(world: World): Promise<void> {
  const record = await world.service.store.find(world.backup.id);
  if (world.over) expect(record).toBeNull();
  if (!record) return;
  expect(record.absoluteExpiresAt.getTime()).toBe(world.absoluteEnd);
  expect(record.idleExpiresAt.getTime()).toBeLessThanOrEqual(world.absoluteEnd);
  const pace = { grace: GRACE, every: GRACE };
  const live = [...world.minted.values()].filter((parts) =>
    ["keep", "rotate"].includes(decide(record, parts, world.service.clock(), pace).verdict),
  );
  expect(live.length).toBeLessThanOrEqual(1);
}

async function arrive(world: World, exchange: Exchange): Promise<void> {
  const dead = world.over;
  const before = world.service.events.length;
  exchange.outcome = await world.service.sessions.refresh(exchange.request);
  for (const event of world.service.events.slice(before)) {
    world.verdicts.push(event.type);
    if (event.type === "session.reused") world.over = true;
  }
  if (dead) expect(exchange.outcome.status).toBe("unauthenticated");
}

function applyTo(world: World, exchange: Exchange): void {
  const browser = exchange.thief ? world.thief : world.browser;
  if (exchange.outcome) browser.obey(exchange.outcome);
  remember(world, browser);
}

const pick = (world: World, index: number): Exchange | undefined =>
  world.exchanges[index % Math.max(1, world.exchanges.length)];

const send = command("a tab refreshes", async (world) => {
  const request = world.browser.request({ method: "POST" });
  world.exchanges.push({ sentAt: world.service.clock(), request, thief: false });
});

const arriveAny = (index: number): Command =>
  command(`request ${index} arrives`, async (world) => {
    const exchange = pick(world, index);
    if (exchange && !exchange.outcome) await arrive(world, exchange);
  });

const answerAny = (index: number): Command =>
  command(`answer ${index} arrives`, async (world) => {
    const exchange = pick(world, index);
    if (!exchange?.outcome) return;
    applyTo(world, exchange);
    world.exchanges = world.exchanges.filter((other) => other !== exchange);
  });

const arriveAtOnce = command("all requests arrive at once", async (world) => {
  await Promise.all(
    world.exchanges.filter(({ outcome }) => !outcome).map((exchange) => arrive(world, exchange)),
  );
});

/** Time does not pass a request by: what is too slow arrives just before it would be. */
const wait = (ms: number): Command =>
  command(`${ms} ms pass`, async (world) => {
    const { clock } = world.service;
    const until = clock() + ms;
    for (const exchange of [...world.exchanges]) {
      const latest = exchange.sentAt + world.slowest;
      if (latest > until) continue;
      clock.set(Math.max(clock(), latest));
      if (!exchange.outcome) await arrive(world, exchange);
      applyTo(world, exchange);
      world.exchanges = world.exchanges.filter((other) => other !== exchange);
    }
    clock.set(until);
  });

const signOut = command("the user signs out", async (world) => {
  await world.service.sessions.signOut(world.browser.request({ method: "POST" }));
  world.over = true;
});

const backUp = command("the store is backed up", async (world) => {
  world.backup = (await world.service.store.find(world.backup.id)) ?? world.backup;
});

const rollBack = command("the store loses its writes since", async (world) => {
  if (world.over || !(await world.service.store.delete(world.backup.id))) return;
  await world.service.store.insert(world.backup);
});

const steal = command("a thief copies the cookies", async (world) => {
  for (const [name, value] of world.browser.jar) world.thief.jar.set(name, value);
});

const thiefRefreshes = command("the thief refreshes", async (world) => {
  if (world.thief.jar.size === 0) return;
  const exchange: Exchange = {
    sentAt: world.service.clock(),
    request: world.thief.request({ method: "POST" }),
    thief: true,
  };
  await arrive(world, exchange);
  applyTo(world, exchange);
});

const some = fc.nat(5);
const short = fc.constantFrom(1, 1_000, 7_000, 14_000);
const long = fc.constantFrom(29_999, 30_000, 30_001, 900_000, 7_200_000);

/** Mostly traffic: a race needs several requests between two long waits. */
const traffic = [
  { weight: 6, arbitrary: fc.constant(send) },
  { weight: 6, arbitrary: some.map(arriveAny) },
  { weight: 4, arbitrary: some.map(answerAny) },
  { weight: 1, arbitrary: fc.constant(arriveAtOnce) },
  { weight: 2, arbitrary: short.map(wait) },
  { weight: 1, arbitrary: long.map(wait) },
];
const rarely = (...commands: Command[]): { weight: number; arbitrary: fc.Arbitrary<Command> } => ({
  weight: 1,
  arbitrary: fc.constantFrom(...commands),
});

async function play(
  commands: Iterable<Command>,
  slowest: number,
  signedIn: (world: World) => boolean,
): Promise<void> {
  const world = await createWorld(slowest);
  await fc.asyncModelRun(() => ({ model: { over: false }, real: world }), [...commands]);
  if (signedIn(world)) {
    expect(world.verdicts).not.toContain("session.reused");
    expect(
      (await world.service.sessions.refresh(world.browser.request({ method: "POST" }))).status,
    ).toBe("authenticated");
  }
}

const notExpired = (world: World): boolean =>
  !world.over && world.browser.jar.size > 0 && world.service.clock() < world.absoluteEnd;

test("tabs that race, with answers in any order, backups and roll-backs of the store: nobody is signed out", async () => {
  const commands = fc.commands([fc.oneof(...traffic, rarely(backUp, rollBack))], {
    maxCommands: 80,
    size: "max",
  });
  await fc.assert(
    fc.asyncProperty(commands, (run) =>
      play(run, GRACE / 2, (world) => world.service.clock() < world.absoluteEnd),
    ),
    { numRuns: 400 },
  );
});

test("a tab whose answers are lost at any time goes on", async () => {
  const rounds = fc.array(fc.record({ pause: fc.oneof(short, long), lost: fc.boolean() }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      const world = await createWorld(0);
      for (const { pause, lost } of plan) {
        world.service.clock.set(world.service.clock() + pause);
        const outcome = await world.service.sessions.refresh(
          world.browser.request({ method: "POST" }),
        );
        expect(outcome.status).toBe("authenticated");
        if (!lost) world.browser.obey(outcome);
        remember(world, world.browser);
        await holdInvariants(world);
      }
    }),
    { numRuns: 400 },
  );
});

test("whatever happens, a thief included: one live branch, a fixed end, and nothing dead comes back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([fc.oneof(...traffic, rarely(backUp, signOut, steal), rarely(thiefRefreshes))], {
        maxCommands: 80,
        size: "max",
      }),
      (run) => play(run, 120_000, () => false),
    ),
    { numRuns: 600 },
  );
});

test("a thief beside an active user is found within three refreshes of each", async () => {
  const plan = fc.array(
    fc.record({
      thief: fc.integer({ min: 31_000, max: 900_000 }),
      user: fc.integer({ min: 31_000, max: 900_000 }),
    }),
    {
      minLength: 4,
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(plan, fc.nat(5), async (rounds, before) => {
      const world = await createWorld(0);
      const { clock } = world.service;
      const refresh = async (thief: boolean): Promise<void> => {
        const browser = thief ? world.thief : world.browser;
        const exchange: Exchange = {
          sentAt: clock(),
          request: browser.request({ method: "POST" }),
          thief,
        };
        await arrive(world, exchange);
        applyTo(world, exchange);
      };
      for (let round = 0; round < before; round++) {
        clock.advance("15m");
        await refresh(false);
      }
      for (const [name, value] of world.browser.jar) world.thief.jar.set(name, value);
      for (const { thief, user } of rounds) {
        clock.set(clock() + thief);
        await refresh(true);
        clock.set(clock() + user);
        await refresh(false);
      }
      expect(world.over).toBe(true);
      expect(notExpired(world)).toBe(false);
    }),
    { numRuns: 300 },
  );
});
