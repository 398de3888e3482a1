import { Redis } from "ioredis";
import { expect, it } from "vitest";

it("is tested on the ioredis that its project is named after", ({ task }) => {
  // The protocol can be chosen from 6 on.
  const major = "protocol" in new Redis({ lazyConnect: true }).options ? 6 : 5;
  expect(`ioredis ${major}`).toBe(task.file.projectName);
});
