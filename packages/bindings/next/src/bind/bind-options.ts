import { SessionConfigError } from "@sessionkit/core";
import { createMatcher, type Matcher } from "../proxy/matcher.ts";
import { UNAVAILABLE_PAGE } from "../proxy/unavailable-page.ts";
import { readPath } from "./read-path.ts";

export interface BindOptions {
  /** Where to sign in, without Next's `basePath`. Gets a `callbackUrl` to return to. */
  readonly signInPath?: string;
  /** Where to prove again who one is, for `requireSession({ fresh })`. Gets a `callbackUrl` to return to. */
  readonly stepUpPath?: string;
  /**
   * What the proxy lets through only with a session: paths such as `/dashboard/:path*`, or `"all"`. A first gate and
   * never the only one: `requireSession` decides where data is read.
   */
  readonly protect?: "all" | readonly string[];
  /** Exceptions from `protect`. The sign-in page and the endpoints always are. */
  readonly public?: readonly string[];
  /**
   * Where pages of other sites may post to with a session cookie, such as the return of a payment, or
   * `multipart/form-data`, which is how a form without scripts calls a server action. Nowhere.
   */
  readonly allowCrossSite?: readonly string[];
  /**
   * What `requireSession` does for whoever is signed out: on to `signInPath`, or Next's `unauthorized()`, which renders
   * `unauthorized.tsx` with 401 and wants `experimental.authInterrupts`. `"redirect"`.
   */
  readonly whenSignedOut?: "redirect" | "unauthorized";
  /** HTML that stands in for a protected page in an outage, with 503. A sentence and a way to try again. */
  readonly unavailablePage?: string;
}

/** The options, checked, as the rest of the binding reads them. */
export interface Settings {
  readonly signInPath: string | null;
  readonly stepUpPath: string | null;
  readonly isProtected: Matcher;
  readonly unavailablePage: string;
  readonly whenSignedOut: "redirect" | "unauthorized";
  readonly mayCrossSite: Matcher;
}

/** Throws `SessionConfigError`, naming option and remedy. */
export function readBindOptions(options: BindOptions): Settings {
  const signInPath = readPath(options.signInPath, "signInPath");
  if (options.protect !== undefined && signInPath === null) {
    throw new SessionConfigError(
      "signInPath",
      "is missing, and protect has nowhere to send whoever is signed out. Name the sign-in page.",
    );
  }
  return {
    signInPath,
    stepUpPath: readPath(options.stepUpPath, "stepUpPath"),
    unavailablePage: options.unavailablePage ?? UNAVAILABLE_PAGE,
    whenSignedOut: options.whenSignedOut ?? "redirect",
    isProtected: readProtected(options, signInPath),
    mayCrossSite: createMatcher(options.allowCrossSite ?? [], "allowCrossSite").every,
  };
}

function readProtected(options: BindOptions, signInPath: string | null): Matcher {
  const { protect, public: open } = options;
  if (protect === undefined) {
    if (open === undefined) return () => false;
    throw new SessionConfigError("public", 'takes out of protect. Set protect: "all", or paths.');
  }
  const inside = protect === "all" ? () => true : createMatcher(protect, "protect").some;
  const outside = createMatcher(open ?? [], "public").every;
  const signIn = createMatcher([signInPath?.split(/[?#]/, 1)[0] ?? "/"], "signInPath").every;
  return (path) => inside(path) && !outside(path) && !signIn(path);
}
