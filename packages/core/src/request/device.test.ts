import { expect, test } from "vitest";
import { describeDevice } from "./device.ts";

test.each([
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Chrome on macOS",
    "desktop",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
    "mobile",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox on Linux",
    "desktop",
  ],
])("%s", async (userAgent, label, kind) => {
  expect(await describeDevice(userAgent)).toMatchObject({ label, kind });
});

test.each([
  null,
  "",
  "-",
  "x".repeat(512),
  "<img src=x onerror=alert(1)>",
  "\u202egpj.exe Chrome/1 (Windows NT 10.0)",
  "Mozilla/5.0 (".repeat(30),
])("malicious or empty text %j gives a harmless label", async (userAgent) => {
  const { label } = await describeDevice(userAgent);
  expect(label).toMatch(/^[\w .+&'/-]{1,90}$/);
});
