/** A parsed user agent string. A member is null if it cannot be determined. */
export interface Device {
  /** For display: `"Chrome on macOS"`, or `"Unknown device"`. */
  readonly label: string;
  readonly browser: string | null;
  readonly os: string | null;
  readonly kind: "desktop" | "mobile" | "tablet" | "tv" | "bot" | null;
}

const UNKNOWN: Device = Object.freeze({
  label: "Unknown device",
  browser: null,
  os: null,
  kind: null,
});
const KINDS = new Set(["desktop", "mobile", "tablet", "tv", "bot"]);
/**
 * Names are displayed to users: only letters, digits and common punctuation stay, and no characters that change the
 * text direction.
 */
const PLAIN = /[^\w .+&'/-]/g;

/** Parses a user agent string with bowser, which is loaded at the first call. */
export async function describeDevice(userAgent: string | null): Promise<Device> {
  if (!userAgent) return UNKNOWN;
  const { default: bowser } = await import("bowser");
  const parsed = bowser.parse(userAgent);
  const browser = plain(parsed.browser.name);
  const os = plain(parsed.os.name);
  const kind = parsed.platform.type ?? "";
  return {
    label: label(browser, os),
    browser,
    os,
    kind: KINDS.has(kind) ? (kind as Device["kind"]) : null,
  };
}

function plain(name: string | undefined): string | null {
  const kept = (name ?? "").replace(PLAIN, "").trim().slice(0, 40);
  return kept === "" ? null : kept;
}

function label(browser: string | null, os: string | null): string {
  if (browser && os) return `${browser} on ${os}`;
  return browser ?? os ?? UNKNOWN.label;
}
