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
    "Safari on iPhone",
    "mobile",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox on Linux",
    "desktop",
  ],
  ["okhttp/4.12.0", "App on Android", "mobile"],
  ["Notebooks/42 CFNetwork/1568.200.51 Darwin/24.1.0", "App on iOS", "mobile"],
  ["Dart/3.6 (dart:io)", "App", null],
])("%s", async (userAgent, label, kind) => {
  expect(await describeDevice(userAgent)).toMatchObject({ label, kind });
});

test.each(["This device/1.0 (This device)", "curl/8.5.0"])(
  "a name that is not known is not displayed: %s",
  async (userAgent) => {
    expect(await describeDevice(userAgent)).toEqual({
      label: "Unknown device",
      browser: null,
      os: null,
      model: null,
      kind: null,
    });
  },
);

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
