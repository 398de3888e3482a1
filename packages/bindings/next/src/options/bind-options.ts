import { SessionConfigError } from "@sessionkit/core";
import { createMatcher, type Matcher } from "../paths/matcher.ts";
import { pathForms } from "../paths/path-forms.ts";
import type { PageOf } from "../paths/redirect-target.ts";
import { readPath } from "./read-path.ts";
import { UNAVAILABLE_PAGE } from "./unavailable-page.ts";

export interface BindOptions {
  /**
   * The sign-in page, without Next's `basePath`. Gets a `callbackUrl` to return to, and the `reason` why a session has ended
   * (`readReason` of core). Never protected, also below a locale: `/sign-in` stands for `/en/sign-in` and `/pt-BR/sign-in`,
   * too. A function gets the path of the request; a page that it returns for its own path is a sign-in page.
   *
   * @example
   * signInPath: (pathname) => `/${localeOf(pathname)}/sign-in`
   */
  readonly signInPath?: string | PageOf | undefined;
  /** The step-up page, for `requireSession({ fresh })`. Gets the same. May be a function, too. */
  readonly stepUpPath?: string | PageOf | undefined;
  /**
   * What the proxy forwards only with a session: paths such as `/dashboard/:path*`, or `"all"`. Never the only check:
   * call `requireSession` where data is read.
   */
  readonly protect?: "all" | readonly string[] | undefined;
  /** Exceptions from `protect`. The sign-in page and the endpoints always are. */
  readonly public?: readonly string[] | undefined;
  /**
   * Paths that pages of other sites may post to with a session cookie, such as the return of a payment, or with
   * `multipart/form-data`, which is how a form without scripts calls a server action. None.
   */
  readonly allowCrossSite?: readonly string[] | undefined;
  /**
   * What `requireSession` does for a request that is not signed in: redirect to `signInPath`, or call Next's
   * `unauthorized()`, which renders `unauthorized.tsx` with 401 and needs `experimental.authInterrupts`. `"redirect"`.
   */
  readonly whenSignedOut?: "redirect" | "unauthorized" | undefined;
  /**
   * Paths of handlers that refresh the session themselves, such as `/api/:path*`: route handlers under `withSession`, and
   * API routes of the Pages Router. The proxy checks these requests and leaves the refresh to the handler, which sets the
   * cookies when it has finished, if they are still true: a slow handler then never overwrites a newer sign-in. None.
   */
  readonly refreshInHandler?: readonly string[] | undefined;
  /** HTML that replaces a protected page in an outage, with 503. A sentence and a link to try again. */
  readonly unavailablePage?: string | undefined;
}

/** The options, checked. */
export interface Settings {
  readonly signInPath: PageOf | null;
  readonly stepUpPath: PageOf | null;
  readonly isProtected: Matcher;
  readonly unavailablePage: string;
  readonly whenSignedOut: "redirect" | "unauthorized";
  readonly mayCrossSite: Matcher;
  readonly refreshesInHandler: Matcher;
}

/** Throws `SessionConfigError`, which names the option and the remedy. */
export function readBindOptions(options: BindOptions): Settings {
  const signInPath = readPath(options.signInPath, "signInPath");
  if (options.protect !== undefined && signInPath === null) {
    throw new SessionConfigError(
      "signInPath",
      "is missing, and protect redirects there. Name the sign-in page.",
    );
  }
  return {
    signInPath,
    stepUpPath: readPath(options.stepUpPath, "stepUpPath"),
    unavailablePage: options.unavailablePage ?? UNAVAILABLE_PAGE,
    whenSignedOut: options.whenSignedOut ?? "redirect",
    isProtected: readProtected(options, signInPath),
    mayCrossSite: createMatcher(options.allowCrossSite ?? [], "allowCrossSite").every,
    refreshesInHandler: createMatcher(options.refreshInHandler ?? [], "refreshInHandler").every,
  };
}

function readProtected(options: BindOptions, signInPath: PageOf | null): Matcher {
  const { protect, public: exceptions } = options;
  if (protect === undefined) {
    if (exceptions === undefined) return () => false;
    throw new SessionConfigError(
      "public",
      'lists exceptions from protect. Set protect: "all", or paths.',
    );
  }
  const isInside = protect === "all" ? () => true : createMatcher(protect, "protect").some;
  const isPublic = createMatcher(exceptions ?? [], "public").every;
  return (path) => isInside(path) && !isPublic(path) && !isSignIn(signInPath as PageOf, path);
}

/** A locale as the first segment of a path (BCP 47): `/en`, `/pt-BR`. */
const LOCALE = /^\/[a-z]{2}(?:-[a-z\d]{2,8})*(?=\/)/i;

/** Whether every form of a path is a sign-in page: redirected to itself, it would be redirected without end. */
function isSignIn(page: PageOf, path: string): boolean {
  return pathForms(path).every((form) => {
    const [own] = pathForms(page(form).split(/[?#]/, 1)[0] as string);
    return form === own || form.replace(LOCALE, "") === own;
  });
}
