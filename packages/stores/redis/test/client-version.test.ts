import { expect, it } from "vitest";
import { clients } from "./clients/clients.ts";

it("loads the client that its project is named for", ({ task }) => {
  expect(`${clients.library} ${clients.major}`).toBe(task.file.projectName);
});
