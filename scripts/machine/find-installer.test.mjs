import { expect, test, vi } from "vitest";
import { findInstaller } from "./find-installer.mjs";

test("root uses apt directly", async () => {
  const run = refusing();
  const installer = await findInstaller({ hasProgram: oneOf("apt-get"), isRoot: true, run });
  expect(installer?.slice(0, 3)).toEqual(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
  expect(run).not.toHaveBeenCalled();
});

test("another user uses apt through sudo if sudo requires no password", async () => {
  const run = vi.fn(async () => ({ ok: true, output: "" }));
  const hasProgram = oneOf("apt-get", "sudo");
  const installer = await findInstaller({ hasProgram, isRoot: false, run });
  expect(installer?.slice(0, 5).join(" ")).toBe(
    "sudo --non-interactive env DEBIAN_FRONTEND=noninteractive apt-get",
  );
  expect(run).toHaveBeenCalledExactlyOnceWith(["sudo", "--non-interactive", "true"], {
    minutes: 1,
  });
});

test.each([
  ["sudo requires a password", true, ["apt-get", "sudo"], false],
  ["there is no sudo", false, ["apt-get"], false],
  ["there is no apt, for root", false, ["sudo"], true],
  ["there is no apt, for another user", false, ["sudo"], false],
])("nothing is installed if %s", async (_, usesSudo, programs, isRoot) => {
  const run = refusing();
  expect(await findInstaller({ hasProgram: oneOf(...programs), isRoot, run })).toBeUndefined();
  expect(run).toHaveBeenCalledTimes(usesSudo ? 1 : 0);
});

function refusing() {
  return vi.fn(async () => ({ ok: false, output: "a password is required" }));
}

/** @param {string[]} programs */
function oneOf(...programs) {
  return (/** @type {string} */ name) => programs.includes(name);
}
