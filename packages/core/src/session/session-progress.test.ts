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
    const checkpoint = progress.checkpoint(id, at(2));
    progress.move(id, at(2));
    progress.move(id, at(1));
    expect(progress.isCurrent(checkpoint)).toBe(true);
    progress.move(id, next);
    expect(progress.isCurrent(checkpoint)).toBe(false);
    expect(progress.isCurrent(progress.checkpoint(id, next))).toBe(true);
  }
});

test("a checkpoint is not current after an explicit change, whatever its position", () => {
  const progress = sessionProgress();
  const id = nanoid();
  const checkpoint = progress.checkpoint(id, at(5));
  progress.change(id);
  expect(progress.isCurrent(checkpoint)).toBe(false);
  expect(progress.isCurrent(progress.checkpoint(id, at(5)))).toBe(true);
});

test("sessions are independent of each other, and one that is not known has not moved", () => {
  const progress = sessionProgress();
  const [one, other] = [nanoid(), nanoid()];
  const checkpoint = progress.checkpoint(one, at(1));
  progress.move(other, at(9));
  progress.change(other);
  expect(progress.isCurrent(checkpoint)).toBe(true);
});

test("services of one process share it, and another process has its own", () => {
  const id = nanoid();
  const checkpoint = sessionProgress().checkpoint(id, at(1));
  inAnotherProcess(() => sessionProgress().change(id));
  expect(sessionProgress().isCurrent(checkpoint)).toBe(true);
  sessionProgress().change(id);
  expect(sessionProgress().isCurrent(checkpoint)).toBe(false);
});
