import { expect, it } from "vitest";
import { retried } from "./retried.ts";

const undone = (code: object) => Object.assign(new Error("undone"), code);

it.each([{ code: "40001" }, { code: "40P01" }, { code: "ER_LOCK_DEADLOCK", sqlState: "40001" }])(
  "gives up after five tries with %j",
  async (code) => {
    let tries = 0;
    const cause = undone(code);
    const statement = async () => {
      tries++;
      throw new Error("Failed query", { cause });
    };
    await expect(retried(statement)).rejects.toMatchObject({ cause });
    expect(tries).toBe(5);
  },
);

it.each([
  { code: "23505" },
  { code: "ECONNRESET" },
  { code: "ER_DUP_ENTRY", sqlState: "23000" },
  {},
])("tries once where it may have happened, or never can: %j", async (code) => {
  let tries = 0;
  const statement = async () => {
    tries++;
    throw undone(code);
  };
  await expect(retried(statement)).rejects.toThrow("undone");
  expect(tries).toBe(1);
});
