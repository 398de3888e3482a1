import { nanoid } from "nanoid";
import { expect, test } from "vitest";
import { inAnotherProcess } from "../../test/signed-in.ts";
import { sessionProgress } from "./session-progress.ts";

const at = (generation: number, branch = 1) => ({ generation, branch });

test("a checkpoint is current until its position is passed, by a generation or a branch", () => {
  for (const next of [at(3), at(2, 2)]) {
    const progress = sessionProgress();
    const id = nanoid();
    progress.move(id, at(2));
    const isCurrent = progress.checkpoint(id, at(2));
    progress.move(id, at(2));
    progress.move(id, at(1));
    expect(isCurrent()).toBe(true);
    progress.move(id, next);
    expect(isCurrent()).toBe(false);
    expect(progress.checkpoint(id, next)()).toBe(true);
  }
});

test("a checkpoint is not current after an explicit change, whatever its position", () => {
  const progress = sessionProgress();
  const id = nanoid();
  const isCurrent = progress.checkpoint(id, at(5));
  progress.change(id);
  expect(isCurrent()).toBe(false);
  expect(progress.checkpoint(id, at(5))()).toBe(true);
});

test("sessions are independent of each other, and one that is not known has not moved", () => {
  const progress = sessionProgress();
  const [one, other] = [nanoid(), nanoid()];
  const isCurrent = progress.checkpoint(one, at(1));
  progress.move(other, at(9));
  progress.change(other);
  expect(isCurrent()).toBe(true);
});

test("services of one process share it, and another process has its own", () => {
  const id = nanoid();
  const isCurrent = sessionProgress().checkpoint(id, at(1));
  inAnotherProcess(() => sessionProgress().change(id));
  expect(isCurrent()).toBe(true);
  sessionProgress().change(id);
  expect(isCurrent()).toBe(false);
});
