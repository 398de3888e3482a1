import { describe, expect, test } from "vitest";
import { decide, holdEnd, renewal } from "./rotation.ts";
import { latestTime, type RotationState, recordPresentation } from "./rotation-state.ts";

const GRACE = 30_000;
const INTERVAL = 120_000;
const SETTLE = GRACE / 2 + 40_000;
const T0 = 1_000_000_000;
const timing = { grace: GRACE, interval: INTERVAL };

type Numbers = { readonly [Name in keyof RotationState]?: number | boolean };

/** Generation 5, which followed branch 2 of generation 4 at T0 and has not been presented. */
function state(changes: Numbers = {}): RotationState {
  const all = {
    generation: 5,
    branch: 1,
    previousBranch: 2,
    rotatedAt: T0,
    renewedAt: T0 - 900_000,
    siblingsFrom: 0,
    siblingsHeld: false,
    seenGeneration: 4,
    seenBranch: 2,
    firstSeenAt: T0 - 800_000,
    settledAt: T0 - 700_000,
    authenticatedAt: T0 - 900_000,
    previousAuthenticatedAt: T0 - 950_000,
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      name.endsWith("At") ? new Date(value as number) : value,
    ]),
  ) as unknown as RotationState;
}

const at = (ms: number): number => T0 + ms;
const live = { generation: 5, branch: 1 };
const previous = { generation: 4, branch: 2 };
/** The live token was presented for the first time at 1 s and again `SETTLE` later. */
const settled = {
  seenGeneration: 5,
  seenBranch: 1,
  firstSeenAt: at(1_000),
  settledAt: at(1_000 + SETTLE),
};

describe("a token that a rotation replaced, and the live one", () => {
  test.each([
    ["the live token within the interval", live, state(), INTERVAL - 1, "keep", live],
    ["the live token after it", live, state(), INTERVAL, "rotate", { generation: 6, branch: 1 }],
    ["its predecessor within the grace period", previous, state(), GRACE, "converge", live],
    [
      "its predecessor within the grace period after the live one has settled",
      previous,
      state(settled),
      1_000 + SETTLE + GRACE,
      "converge",
      live,
    ],
    [
      "its predecessor while the live one was never presented",
      previous,
      state(),
      GRACE + 1,
      "branch",
      { generation: 5, branch: 2 },
    ],
    [
      "its predecessor while the live one was presented once",
      previous,
      state({ seenGeneration: 5, seenBranch: 1, firstSeenAt: at(1_000) }),
      GRACE + 1,
      "branch",
      { generation: 5, branch: 2 },
    ],
    [
      "its predecessor long after the live one has settled",
      previous,
      state(settled),
      1_000 + SETTLE + GRACE + 1,
      "reuse",
      live,
    ],
    ["a sibling of the predecessor", { generation: 4, branch: 1 }, state(), 0, "reuse", live],
    ["a token two generations old", { generation: 3, branch: 1 }, state(), 0, "reuse", live],
    [
      "a generation that the store has lost",
      { generation: 9, branch: 3 },
      state(),
      0,
      "heal",
      { generation: 9, branch: 3 },
    ],
    [
      "a branch that the store has lost",
      { generation: 5, branch: 2 },
      state(),
      0,
      "heal",
      { generation: 5, branch: 2 },
    ],
    [
      "any branch before a healed generation",
      { generation: 4, branch: 7 },
      state({ previousBranch: 0 }),
      GRACE,
      "converge",
      live,
    ],
  ] as const)("%s", (_, presented, record, ms, verdict, next) => {
    const decision = decide(record, presented, at(ms), timing);
    expect(decision.verdict).toBe(verdict);
    expect({ ...record, ...decision.changes }).toMatchObject(next);
  });

  test("a rotation writes its position, what it replaced, and no siblings", () => {
    const now = at(INTERVAL);
    expect(
      decide(state({ siblingsFrom: 1, branch: 2 }), { ...live, branch: 2 }, now, timing).changes,
    ).toEqual({
      generation: 6,
      branch: 1,
      previousBranch: 2,
      rotatedAt: new Date(now),
      siblingsFrom: 0,
      siblingsHeld: false,
    });
  });

  test("converging writes nothing", () => {
    expect(decide(state(), previous, at(1), timing).changes).toBeNull();
  });

  test("a grace of zero converges at the same instant only, and still branches for a lost answer", () => {
    const strict = { grace: 0, interval: 120_000 };
    expect(decide(state(), previous, at(0), strict).verdict).toBe("converge");
    expect(decide(state(), previous, at(1), strict).verdict).toBe("branch");
  });

  test("without rotation the live token is kept for ever", () => {
    const off = { grace: GRACE, interval: Number.POSITIVE_INFINITY };
    expect(decide(state(), live, at(1e12), off).verdict).toBe("keep");
  });
});

describe("siblings left by a branch", () => {
  const branched = state({ branch: 2, siblingsFrom: 1 });

  test("converge to the live token within the grace period", () => {
    expect(decide(branched, live, at(GRACE), timing)).toMatchObject({
      verdict: "converge",
      changes: null,
    });
  });

  test("branch again while the live token has not settled", () => {
    expect(decide(branched, live, at(GRACE + 1), timing)).toMatchObject({
      verdict: "branch",
      changes: { branch: 3, siblingsFrom: 1, siblingsHeld: false },
    });
  });

  test("are reuse once it has", () => {
    const record = state({ branch: 2, siblingsFrom: 1, ...settled, seenBranch: 2 });
    expect(decide(record, live, at(1_000 + SETTLE + GRACE + 1), timing).verdict).toBe("reuse");
  });
});

describe("siblings left by a renewal", () => {
  const renewed = state({
    branch: 2,
    siblingsFrom: 1,
    siblingsHeld: true,
    renewedAt: at(500_000),
    authenticatedAt: at(500_000),
  });

  test.each([
    ["the sibling", live],
    ["the predecessor", previous],
  ])("%s is held within the grace period, without a write", (_, presented) => {
    expect(decide(renewed, presented, at(500_000 + GRACE), timing)).toEqual({
      verdict: "hold",
      changes: null,
    });
    expect(holdEnd(renewed, timing)).toBe(at(500_000 + GRACE));
  });

  test("the sibling continues as a generation of its own if the renewal never arrived, as fresh as before", () => {
    const now = at(500_000 + GRACE + 1);
    expect(decide(renewed, live, now, timing)).toEqual({
      verdict: "branch",
      changes: {
        generation: 6,
        branch: 1,
        previousBranch: 1,
        rotatedAt: new Date(now),
        siblingsFrom: 0,
        siblingsHeld: false,
        authenticatedAt: renewed.previousAuthenticatedAt,
      },
    });
  });

  test("the predecessor gets a new branch, as fresh as before the renewal", () => {
    expect(decide(renewed, previous, at(500_000 + GRACE + 1), timing)).toMatchObject({
      verdict: "branch",
      changes: { branch: 3, siblingsHeld: false, authenticatedAt: renewed.previousAuthenticatedAt },
    });
  });

  test("both are reuse once the renewed token has settled", () => {
    const record = state({
      branch: 2,
      siblingsFrom: 1,
      siblingsHeld: true,
      renewedAt: at(500_000),
      seenGeneration: 5,
      seenBranch: 2,
      firstSeenAt: at(501_000),
      settledAt: at(501_000 + SETTLE),
    });
    for (const presented of [live, previous])
      expect(decide(record, presented, at(501_000 + SETTLE + GRACE + 1), timing).verdict).toBe(
        "reuse",
      );
  });

  test("a predecessor is held if the renewal follows within the grace period after its successor settled", () => {
    const renewedAt = 1_000 + SETTLE + GRACE;
    const record = { ...state(settled), ...renewal(state(settled), at(renewedAt), timing, true) };
    expect(decide(record, previous, at(renewedAt + GRACE), timing).verdict).toBe("hold");
    expect(decide(record, previous, at(renewedAt + GRACE + 1), timing).verdict).toBe("reuse");
  });

  test("a predecessor that is out of use is not held again, by a later renewal or by one that settles", () => {
    const late = 1_000 + SETTLE + GRACE + 1;
    const again = { ...state(settled), ...renewal(state(settled), at(late), timing, true) };
    expect(decide(again, previous, at(late), timing).verdict).toBe("reuse");

    const renewedAt = 1_000 + SETTLE + GRACE;
    const renewed = {
      ...state(settled),
      ...renewal(state(settled), at(renewedAt), timing, true),
      seenBranch: 2,
      firstSeenAt: new Date(at(renewedAt + 1)),
    };
    const settles = at(renewedAt + SETTLE + 1);
    const presented = { generation: 5, branch: 2 };
    const changes = recordPresentation(renewed, presented, settles, GRACE);
    expect(changes).toMatchObject({ settledAt: new Date(settles) });
    expect(decide({ ...renewed, ...changes }, previous, settles, timing).verdict).toBe("reuse");
  });

  test("a predecessor whose generation had settled before the renewal is not held beyond the grace period", () => {
    const record = state({
      ...settled,
      branch: 2,
      siblingsFrom: 1,
      siblingsHeld: true,
      renewedAt: at(500_000),
    });
    expect(decide(record, previous, at(500_000 + GRACE + 1), timing).verdict).toBe("reuse");
  });
});

describe("a renewal", () => {
  test("is a new branch of the same generation, and holds what it replaces", () => {
    const now = at(60_000);
    expect(renewal(state(), now, timing, true)).toEqual({
      branch: 2,
      renewedAt: new Date(now),
      siblingsFrom: 1,
      siblingsHeld: true,
      previousAuthenticatedAt: state().authenticatedAt,
      authenticatedAt: new Date(now),
    });
    expect(renewal(state(), now, timing, false)).not.toHaveProperty("authenticatedAt");
  });

  test("extends the range of another one within the grace period, or while no client has presented it", () => {
    const first = state({ branch: 2, siblingsFrom: 1, siblingsHeld: true, renewedAt: at(60_000) });
    const presented = { ...first, seenGeneration: 5, seenBranch: 2 };
    const freshness = { previousAuthenticatedAt: first.previousAuthenticatedAt };
    for (const [record, ms, siblingsFrom] of [
      [first, 60_000 + GRACE, 1],
      [presented, 60_000 + GRACE, 1],
      [first, 900_000, 1],
      [presented, 60_001 + GRACE, 2],
    ] as const)
      expect(renewal(record, at(ms), timing, true)).toMatchObject({
        branch: 3,
        siblingsFrom,
        siblingsHeld: true,
        ...freshness,
      });
  });
});

describe("a presentation", () => {
  const seen = state({ seenGeneration: 5, seenBranch: 1, firstSeenAt: at(1_000) });

  test("of the live position is recorded the first time", () => {
    expect(recordPresentation(state(), live, at(1_000), GRACE)).toEqual({
      seenGeneration: 5,
      seenBranch: 1,
      firstSeenAt: new Date(at(1_000)),
    });
  });

  test("settles it when it comes again long enough after the first time", () => {
    expect(recordPresentation(seen, live, at(1_000 + SETTLE - 1), GRACE)).toBeNull();
    const settling = at(1_000 + SETTLE);
    expect(recordPresentation(seen, live, settling, GRACE)).toEqual({
      settledAt: new Date(settling),
    });
    expect(recordPresentation(state(settled), live, at(900_000), GRACE)).toBeNull();
  });

  test("of any other position is not recorded", () => {
    for (const position of [previous, { generation: 6, branch: 1 }])
      expect(recordPresentation(state(), position, at(1_000), GRACE)).toBeNull();
  });
});

test("the latest time of a record is what a slow clock decides by", () => {
  expect(latestTime(state({ firstSeenAt: at(5) }))).toBe(at(5));
  expect(latestTime(state({ renewedAt: at(9) }))).toBe(at(9));
});
