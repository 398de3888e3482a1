import { expect, test } from "vitest";
import { deleteEach } from "./delete-each.ts";

test("returns the ids of which a row was found, and removes at most five at a time", async () => {
  const ids = Array.from({ length: 12 }, (_, i) => `${i}`);
  let open = 0;
  let most = 0;
  const removed = await deleteEach(ids, async (id) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setImmediate(resolve));
    open--;
    return Number(id) % 3 === 0 ? 0 : 1;
  });
  expect(removed.sort()).toEqual(ids.filter((id) => Number(id) % 3 !== 0).sort());
  expect(most).toBe(5);
});

test("rejects if one statement fails", async () => {
  const failure = new Error("lost");
  const removing = deleteEach(["a", "b"], (id) =>
    id === "b" ? Promise.reject(failure) : Promise.resolve(1),
  );
  await expect(removing).rejects.toBe(failure);
});
