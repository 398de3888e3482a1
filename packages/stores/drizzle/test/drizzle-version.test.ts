import { expect, it } from "vitest";
import { sessionTable } from "../src/sqlite.ts";

it("loads the Drizzle version that its project is named for", ({ task }) => {
  const dataType: string = sessionTable.settledAt.dataType;
  expect({ "drizzle 0.45": "date", "drizzle 1.0": "object date" }).toHaveProperty(
    [task.file.projectName ?? ""],
    dataType,
  );
});
