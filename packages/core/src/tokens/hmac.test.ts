import { createHash, createHmac, createSecretKey } from "node:crypto";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

function withBuiltins(value: unknown): void {
  vi.stubGlobal("process", Object.create(process, { getBuiltinModule: { value } }));
}

function withoutHash(): object {
  return { createHash, createHmac, createSecretKey };
}

function onEdge(): void {
  vi.stubGlobal("EdgeRuntime", "edge-runtime");
  withBuiltins(() => {
    throw new Error("A Node.js API is used which is not supported in the Edge Runtime.");
  });
}

const runtimes = [
  ["Node", () => undefined],
  ["a runtime whose crypto has no hash()", () => withBuiltins(withoutHash)],
  ["a runtime without Node's crypto", () => withBuiltins(undefined)],
  ["Next's Edge runtime", onEdge],
] as const;

test.each(runtimes)("HMAC and SHA-256 are those of the standard on %s", async (_, arrange) => {
  arrange();
  vi.resetModules();
  const { createMac, sha256Text } = await import("./hmac.ts");
  const property = fc.property(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.string({ unit: "binary" }),
    (key, text) => {
      expect(createMac(key)(text)).toBe(createHmac("sha256", key).update(text).digest("base64url"));
      expect(sha256Text(text)).toBe(createHash("sha256").update(text).digest("base64url"));
    },
  );
  fc.assert(property, { numRuns: 100 });
});

test("texts of any length are authenticated", async () => {
  const { createMac } = await import("./hmac.ts");
  const key = new Uint8Array(32).fill(7);
  const mac = createMac(key);
  for (const text of ["a", "b".repeat(100_000), "é".repeat(5_000), "c"]) {
    expect(mac(text)).toBe(createHmac("sha256", key).update(text).digest("base64url"));
  }
});
