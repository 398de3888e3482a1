import { Redis } from "ioredis";
import { expect, it } from "vitest";

it("loads the ioredis version that its project is named for", ({ task }) => {
  // Only version 6 has this option.
  const major = "protocol" in new Redis({ lazyConnect: true }).options ? 6 : 5;
  expect(major).toBe(task.file.projectName === "ioredis 5" ? 5 : 6);
});
