/** A parsed user agent string. A member is null if it cannot be determined. */
export interface Device {
  /** For display: `"Chrome on macOS"`, or `"Unknown device"`. */
  readonly label: string;
  /** Of a browser, or `"App"` for the HTTP library of a native app. */
  readonly browser: string | null;
  readonly os: string | null;
  /** Such as `"iPhone"`; most browsers do not send it. */
  readonly model: string | null;
  readonly kind: "desktop" | "mobile" | "tablet" | "tv" | "bot" | null;
}

const UNKNOWN: Device = Object.freeze({
  label: "Unknown device",
  browser: null,
  os: null,
  model: null,
  kind: null,
});
const KINDS = ["desktop", "mobile", "tablet", "tv", "bot"] as const;
/** The models that user agents contain. */
const MODELS = ["iPhone", "iPad", "iPod"];
/** The user agents of HTTP libraries that native apps use, and their systems. */
const APPS: readonly (readonly [RegExp, string | null])[] = [
  [/^okhttp\//, "Android"],
  [/\bCFNetwork\/.*\bDarwin\//, "iOS"],
  [/^Dart\//, null],
];

/**
 * Parses a user agent string with bowser, which is loaded at the first call. Returns known names only, because a client can
 * send any text, such as the label of another session.
 */
export async function describeDevice(userAgent: string | null): Promise<Device> {
  if (!userAgent) return UNKNOWN;
  const app = APPS.find(([pattern]) => pattern.test(userAgent));
  if (app)
    return named({
      browser: "App",
      os: app[1],
      model: null,
      kind: app[1] === null ? null : "mobile",
    });
  const { default: bowser } = await import("bowser");
  const { browser, os, platform } = bowser.parse(userAgent);
  return named({
    browser: known(browser.name, Object.values(bowser.BROWSER_MAP)),
    os: known(os.name, Object.values(bowser.OS_MAP)),
    model: known(platform.model, MODELS),
    kind: known(platform.type, KINDS),
  });
}

function known<Name extends string>(text: string | undefined, names: readonly Name[]): Name | null {
  return names.find((name) => name === text) ?? null;
}

function named(device: Omit<Device, "label">): Device {
  const { browser, os, model } = device;
  const on = model ?? os;
  const label = browser && on ? `${browser} on ${on}` : (browser ?? on ?? UNKNOWN.label);
  return { label, ...device };
}
