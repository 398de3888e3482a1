import { SessionConfigError } from "@sessionkit/core";
import { pathForms } from "./path-forms.ts";

export type Matcher = (pathname: string) => boolean;

export interface PathMatcher {
  /** Whether any form of the path matches: for what is protected. Case-insensitive. */
  readonly some: Matcher;
  /** Whether every form of the path matches: for what is public. */
  readonly every: Matcher;
}

/** One segment: literal text, or `:name` with `*` (any number), `+` (one or more) or `?` (at most one). */
const SEGMENT = /^(?:(?<literal>[^:*+?(){}[\]\\|^$#\s]+)|:[A-Za-z_]\w*(?<many>[*+?])?)$/;

/** @param option named in the `SessionConfigError` for a pattern that cannot be read */
export function createMatcher(patterns: readonly string[], option: string): PathMatcher {
  if (!Array.isArray(patterns)) {
    throw new SessionConfigError(
      option,
      `expected an array of paths, got ${JSON.stringify(patterns)}.`,
    );
  }
  const sources = patterns.map((pattern) => sourceOf(pattern, option));
  const loose = sources.map((source) => new RegExp(source, "i"));
  const strict = sources.map((source) => new RegExp(source));
  return {
    some: (path) => pathForms(path).some((form) => loose.some((one) => one.test(form))),
    every: (path) => pathForms(path).every((form) => strict.some((one) => one.test(form))),
  };
}

function sourceOf(pattern: string, option: string): string {
  if (pattern === "/") return "^/$";
  const segments = pattern.startsWith("/") ? pattern.slice(1).split("/") : [""];
  return `^${segments.map((segment) => segmentSource(segment, pattern, option)).join("") || "/"}/?$`;
}

function segmentSource(segment: string, pattern: string, option: string): string {
  const match = SEGMENT.exec(segment);
  if (!match) {
    throw new SessionConfigError(
      option,
      `cannot read ${JSON.stringify(pattern)}. A pattern is a path such as "/dashboard/:path*", each segment text or :name, :name*, :name+, :name?.`,
    );
  }
  const { literal, many } = match.groups ?? {};
  if (literal !== undefined) return `/${literal.replace(/[.\-&~!,;=@%']/g, "\\$&")}`;
  return many === undefined ? "/[^/]+" : `(?:/[^/]+)${many}`;
}
