import { expect, it } from "vitest";
import { sessionTable } from "../sqlite.ts";

it("is tested on the Drizzle that its project is named after", ({ task }) => {
  const dataType: string = sessionTable.settledAt.dataType;
  expect({ "drizzle 0.45": "date", "drizzle 1.0": "object date" }).toHaveProperty(
    [task.file.projectName ?? ""],
    dataType,
  );
});
