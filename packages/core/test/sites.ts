import type { RequestOptions } from "./browser.ts";

type SameSite = "lax" | "strict" | "none";

/** A kind of request, and the `SameSite` values of cookies that browsers send with it. */
interface Sent extends RequestOptions {
  readonly title: string;
  readonly with: readonly SameSite[];
}

const ALL: readonly SameSite[] = ["lax", "strict", "none"];
const ONLY_NONE: readonly SameSite[] = ["none"];

const fetched = (
  site: string,
  mode: string,
  dest: string,
): NonNullable<RequestOptions["headers"]> => ({
  "sec-fetch-site": site,
  "sec-fetch-mode": mode,
  "sec-fetch-dest": dest,
});
/** A browser without Fetch Metadata. */
const old = (origin?: string): NonNullable<RequestOptions["headers"]> => ({
  "sec-fetch-site": undefined,
  origin,
});

export const ALLOWED = "https://admin.app.example";

/** Requests to https://app.example. */
export const SITES: readonly Sent[] = [
  {
    title: "a link of this site",
    headers: fetched("same-origin", "navigate", "document"),
    with: ALL,
  },
  {
    title: "a form of this site",
    method: "POST",
    headers: fetched("same-origin", "navigate", "document"),
    with: ALL,
  },
  { title: "the address bar", headers: fetched("none", "navigate", "document"), with: ALL },
  {
    title: "a form of a sibling",
    method: "POST",
    headers: fetched("same-site", "navigate", "document"),
    with: ALL,
  },
  {
    title: "a link of another site",
    headers: fetched("cross-site", "navigate", "document"),
    with: ["lax", "none"],
  },
  {
    title: "a form of another site",
    method: "POST",
    headers: { ...fetched("cross-site", "navigate", "document"), origin: "https://evil.example" },
    with: ONLY_NONE,
  },
  {
    title: "a frame in another site",
    headers: fetched("cross-site", "navigate", "iframe"),
    with: ONLY_NONE,
  },
  {
    title: "an image in another site",
    headers: fetched("cross-site", "no-cors", "image"),
    with: ONLY_NONE,
  },
  {
    title: "a script of another site, HEAD",
    method: "HEAD",
    headers: fetched("cross-site", "no-cors", "empty"),
    with: ONLY_NONE,
  },
  {
    title: "a script of an allowed origin of another site",
    method: "POST",
    headers: { ...fetched("cross-site", "cors", "empty"), origin: ALLOWED },
    with: ONLY_NONE,
  },
  {
    title: "an unknown value",
    headers: fetched("SAME-ORIGIN", "navigate", "iframe"),
    with: ONLY_NONE,
  },
  {
    title: "a form of another site, in an old browser",
    method: "POST",
    headers: old("https://evil.example"),
    with: ONLY_NONE,
  },
  { title: "an opaque origin, in an old browser", headers: old("null"), with: ONLY_NONE },
  {
    title: "a form of this site, in an old browser",
    method: "POST",
    headers: old("https://app.example"),
    with: ALL,
  },
  {
    title: "a script of an allowed origin, in an old browser",
    method: "POST",
    headers: old(ALLOWED),
    with: ALL,
  },
  { title: "a program", method: "POST", headers: old(), with: ALL },
];
