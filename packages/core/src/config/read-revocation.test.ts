import { expect, test } from "vitest";
import { createService } from "../../test/service.ts";
import { withoutFeed } from "../../test/store-faults.ts";
import { createMemoryStore } from "../memory.ts";

test.each([
  ["revocation", {}, true],
  ["revocation.pollEvery", { pollEvery: 2 }, false],
  ["revocation.maxStale", { maxStale: 0 }, false],
  ["revocation.whenUnavailable", { whenUnavailable: "never" }, false],
])("the option %s is checked", (option, revocation, isBare) => {
  const store = isBare ? withoutFeed(createMemoryStore()) : createMemoryStore();
  expect(() => createService({ store, revocation: revocation as never })).toThrow(
    expect.objectContaining({ code: "session_config", option }),
  );
});
