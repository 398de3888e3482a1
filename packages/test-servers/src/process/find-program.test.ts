import { expect, it } from "vitest";
import { findProgram } from "./find-program.ts";

it("finds what is installed", async () => {
  expect(await findProgram("sh", "dash")).toMatch(/\/sh$/);
});

it("says how to install what is not", async () => {
  await expect(findProgram("no-such-server", "some-package")).rejects.toThrow(
    "apt-get install -y some-package",
  );
});
