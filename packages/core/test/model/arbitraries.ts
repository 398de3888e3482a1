import fc from "fast-check";
import type { ClientName } from "./client.ts";
import {
  type Command,
  crashes,
  passes,
  prunes,
  revokes,
  revokesUser,
  sends,
  sendsAtOnce,
  steals,
} from "./commands.ts";
import { mixes, sendsEmptyToken } from "./mixed-commands.ts";
import { DISK, GRACE, SLOWEST } from "./modes.ts";
import { AT_ONCE, type Legs } from "./network.ts";
import { backsUp, fails, failsOver, restores } from "./store-commands.ts";
import {
  BEHIND_A_PROXY,
  PAGE,
  PREFETCH,
  PREFETCHING_POST,
  READ,
  REFRESH,
  RENEW,
  STEP_UP,
  STRICT,
  signIn,
  signOut,
  UPDATE,
  UPDATE_BY_FUNCTION,
  type Verb,
} from "./verbs.ts";

const process = fc.constantFrom<"A" | "B">("A", "A", "B");
/** Mostly one browser: a race needs several requests of one session. */
const client = fc.constantFrom<Exclude<ClientName, "thief">>(
  "browser",
  "browser",
  "browser",
  "browser",
  "second browser",
  "app",
);
const browser = fc.constantFrom<"browser" | "second browser">(
  "browser",
  "browser",
  "second browser",
);

const traffic: readonly Verb[] = [
  PAGE,
  PAGE,
  STRICT,
  REFRESH,
  REFRESH,
  READ,
  PREFETCH,
  BEHIND_A_PROXY,
];
const changes: readonly Verb[] = [UPDATE, UPDATE_BY_FUNCTION, RENEW, STEP_UP, STEP_UP];
const ends: readonly Verb[] = [
  signIn("ada"),
  signIn("bob"),
  signOut("current"),
  signOut("others"),
  signOut("all"),
];
const use = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...traffic, PREFETCHING_POST) },
  { weight: 3, arbitrary: fc.constantFrom(...changes) },
);
const end = fc.constantFrom(...ends);
const verb = fc.oneof({ weight: 14, arbitrary: use }, { weight: 1, arbitrary: end });

/** Shares of the longest time that an exchange may take. */
const slow: fc.Arbitrary<Legs> = fc
  .record({
    total: fc.constantFrom(0.05, 0.3, 0.7, 1),
    parts: fc.tuple(fc.nat(9), fc.nat(4), fc.nat(2), fc.nat(9)),
  })
  .map(({ total, parts }) => {
    const sum = parts.reduce((a, b) => a + b, 0) || 1;
    const [request, before, after, answer] = parts.map((part) =>
      Math.floor((part / sum) * total * SLOWEST),
    ) as [number, number, number, number];
    return { request, before, after, answer, lost: null };
  });
const quick: fc.Arbitrary<Legs> = fc
  .tuple(fc.nat(300), fc.nat(200), fc.nat(100), fc.nat(300))
  .map(([request, before, after, answer]) => ({ request, before, after, answer, lost: null }));
const lost = fc.constantFrom<Legs["lost"]>("answer", "answer", "request");
const legs: fc.Arbitrary<Legs> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(AT_ONCE) },
  { weight: 4, arbitrary: quick },
  { weight: 4, arbitrary: slow },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.oneof(quick, slow), lost).map(([legs, lost]) => ({ ...legs, lost })),
  },
);

const short = fc.oneof(fc.nat(2_000), fc.nat(20_000), fc.nat(SLOWEST));
const edge = fc.constantFrom(
  GRACE - 1,
  GRACE,
  GRACE + 1,
  GRACE / 2 + 40_000,
  2 * GRACE,
  300_000,
  15 * 60_000,
);
const long = fc.constantFrom(3_600_000, 5 * 3_600_000, 3.4 * 86_400_000, 6.95 * 86_400_000);
const time: fc.Arbitrary<Command> = fc
  .oneof(
    { weight: 8, arbitrary: short },
    { weight: 6, arbitrary: edge },
    { weight: 4, arbitrary: fc.nat(20 * 60_000) },
    { weight: 1, arbitrary: long },
  )
  .map(passes);

const exchange: fc.Arbitrary<Command> = fc
  .tuple(client, verb, process, legs)
  .map(([client, verb, process, legs]) => sends(client, verb, process, legs));

const burst = fc
  .tuple(client, fc.array(fc.tuple(verb, process), { minLength: 2, maxLength: 6 }), fc.nat(40))
  .map(([client, requests, turns]) => sendsAtOnce(client, requests, turns));

const crash = fc.tuple(browser, fc.nat(DISK)).map(([browser, age]) => crashes(browser, age));

const administration: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(client, process).map(([client, process]) => revokes(client, process)),
  fc
    .tuple(fc.option(client), process)
    .map(([client, process]) => revokesUser("ada", client, process)),
  process.map(prunes),
);

const rollback: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom(backsUp, restores),
  fc.integer({ min: 1, max: 4 }).map(failsOver),
);

const theft: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: browser.map((browser) => steals(browser)) },
  { weight: 1, arbitrary: browser.map((browser) => steals(browser, "access")) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...traffic, ...changes.slice(0, 3), PREFETCHING_POST), process)
      .map(([verb, process]) => sends("thief", verb, process)),
  },
);

const transports: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(fc.constantFrom(PAGE, STRICT), process).map(([verb, process]) => mixes(verb, process)),
  fc
    .tuple(fc.constantFrom<"refresh" | "logout">("refresh", "logout"), process)
    .map(([path, process]) => sendsEmptyToken(path, process)),
);

const outage = fc
  .tuple(fc.nat(3), fc.constantFrom<"before" | "after">("before", "after"))
  .map(([calls, when]) => fails(calls, when));

const usual = [
  { weight: 12, arbitrary: exchange },
  { weight: 8, arbitrary: time },
  { weight: 2, arbitrary: burst },
];

/** One browser that uses a session for a while without ending it, so that the session rotates. */
const life = [
  {
    weight: 12,
    arbitrary: fc
      .tuple(use, process, legs)
      .map(([verb, process, legs]) => sends("browser", verb, process, legs)),
  },
  { weight: 8, arbitrary: time },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(fc.tuple(use, process), { minLength: 2, maxLength: 6 }), fc.nat(40))
      .map(([requests, turns]) => sendsAtOnce("browser", requests, turns)),
  },
];

type Weighted = { readonly weight: number; readonly arbitrary: fc.Arbitrary<Command> };

function sequence(
  weighted: readonly Weighted[],
  maxCommands: number,
): fc.Arbitrary<Iterable<Command>> {
  return fc.commands([fc.oneof(...weighted)], { maxCommands, size: "max" });
}

/** What the sequences of each kind are made of. */
export const KINDS: readonly (readonly [string, fc.Arbitrary<Iterable<Command>>])[] = [
  ["lost and late answers, and crashes", sequence([...life, { weight: 1, arbitrary: crash }], 100)],
  [
    "several clients, sign-outs and revocations",
    sequence(
      [
        ...usual,
        { weight: 1, arbitrary: administration },
        { weight: 1, arbitrary: transports },
        { weight: 1, arbitrary: crash },
      ],
      60,
    ),
  ],
  [
    "a store that loses writes",
    sequence(
      [
        ...life,
        { weight: 1, arbitrary: end.map((verb) => sends("app", verb, "B")) },
        { weight: 2, arbitrary: rollback },
      ],
      60,
    ),
  ],
  [
    "a thief",
    sequence(
      [...usual, { weight: 1, arbitrary: administration }, { weight: 4, arbitrary: theft }],
      60,
    ),
  ],
  [
    "a store that fails",
    sequence(
      [...usual, { weight: 1, arbitrary: administration }, { weight: 2, arbitrary: outage }],
      60,
    ),
  ],
];
