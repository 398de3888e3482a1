import { expect, test } from "vitest";
import { Random } from "./random.ts";
import { createTimeline } from "./timeline.ts";
import { installVirtualTime } from "./virtual-time.ts";

test("virtual time waits for WebCrypto, and the originals are restored", async () => {
  const timeline = createTimeline(0);
  const original = crypto.subtle.sign;
  const restore = installVirtualTime(timeline, new Random("crypto"));
  const events: string[] = [];
  try {
    timeline.after(1, () => events.push("the next event"));
    timeline.start(sign, (bytes) => events.push(`${bytes} bytes at ${timeline.now()}`));
    await timeline.run(10);
  } finally {
    restore();
  }
  expect(events).toEqual(["64 bytes at 0", "the next event"]);
  expect(crypto.subtle.sign).toBe(original);
});

async function sign(): Promise<number> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { privateKey, publicKey } = pair;
  await crypto.subtle.exportKey("jwk", publicKey);
  const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(1));
  return signature.byteLength;
}
