import { expect, test } from "vitest";
import { decide, type RotationState } from "./rotation.ts";

const GRACE = 30_000;
const T0 = 1_000_000_000;
const pace = { grace: GRACE, every: GRACE };

function state(changes: Partial<Record<keyof RotationState, number>> = {}): RotationState {
  const { rotatedAt = T0, seenAt = T0 - 900_000, ...rest } = changes;
  return {
    generation: 5,
    branch: 1,
    previousBranch: 2,
    seenGeneration: 4,
    ...rest,
    rotatedAt: new Date(rotatedAt),
    seenAt: new Date(seenAt),
  };
}

const at = (ms: number): number => T0 + ms;
const live = { generation: 5, branch: 1 };
const previous = { generation: 4, branch: 2 };

test.each([
  ["the live token within the grace period", live, state(), at(GRACE - 1), "keep", live],
  ["the live token after it", live, state(), at(GRACE), "rotate", { generation: 6, branch: 1 }],
  ["its predecessor soon after the rotation", previous, state(), at(GRACE), "converge", live],
  [
    "its predecessor soon after the first sight",
    previous,
    state({ seenGeneration: 5, seenAt: at(500_000) }),
    at(500_000 + GRACE),
    "converge",
    live,
  ],
  [
    "its predecessor when the successor was never seen",
    previous,
    state(),
    at(GRACE + 1),
    "branch",
    { generation: 5, branch: 2 },
  ],
  [
    "its predecessor when the successor was seen",
    previous,
    state({ seenGeneration: 5, seenAt: at(1) }),
    at(GRACE + 2),
    "reuse",
    live,
  ],
  [
    "a displaced sibling",
    { generation: 5, branch: 1 },
    state({ branch: 2 }),
    at(0),
    "reuse",
    { generation: 5, branch: 2 },
  ],
  [
    "a displaced sibling of the predecessor",
    { generation: 4, branch: 1 },
    state(),
    at(0),
    "reuse",
    live,
  ],
  ["anything two generations old", { generation: 3, branch: 1 }, state(), at(0), "reuse", live],
  [
    "a generation the store has lost",
    { generation: 9, branch: 3 },
    state(),
    at(0),
    "heal",
    { generation: 9, branch: 3 },
  ],
  [
    "a branch the store has lost",
    { generation: 5, branch: 2 },
    state(),
    at(0),
    "heal",
    { generation: 5, branch: 2 },
  ],
  [
    "a late tab after a heal",
    { generation: 4, branch: 7 },
    state({ previousBranch: 0 }),
    at(GRACE),
    "converge",
    live,
  ],
] as const)("%s", (_, presented, row, now, verdict, next) => {
  const decision = decide(row, presented, now, pace);
  expect(decision.verdict).toBe(verdict);
  expect(decision.next).toEqual(next);
});

test("what is written is what the table says, and nothing else", () => {
  const now = at(GRACE + 1);
  expect(decide(state(), live, now, pace).changes).toEqual({
    generation: 6,
    branch: 1,
    previousBranch: 1,
    rotatedAt: new Date(now),
    seenGeneration: 5,
  });
  expect(decide(state(), previous, now, pace).changes).toEqual({
    branch: 2,
    rotatedAt: new Date(now),
  });
  expect(decide(state(), previous, at(1), pace).changes).toBeNull();
  expect(decide(state(), live, at(1), pace).changes).toEqual({
    seenGeneration: 5,
    seenAt: new Date(at(1)),
  });
  expect(decide(state({ seenGeneration: 5 }), live, at(1), pace).changes).toBeNull();
});

test("a grace of zero is strict but for lost answers", () => {
  const strict = { grace: 0, every: 0 };
  expect(decide(state(), live, at(0), strict).verdict).toBe("rotate");
  expect(decide(state(), previous, at(1), strict).verdict).toBe("branch");
});

test("where rotation is off the live token is kept for ever", () => {
  const off = { grace: GRACE, every: Number.POSITIVE_INFINITY };
  expect(decide(state(), live, at(1e12), off).verdict).toBe("keep");
});
