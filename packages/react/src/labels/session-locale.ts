import type { ActiveSessionsLabels } from "./active-sessions-labels.ts";
import type { SessionExpiryLabels } from "./session-expiry-labels.ts";
import type { SignOutLabels } from "./sign-out-labels.ts";

/** The texts of all components in one language, as the modules in `@sessionkit/react/locales` export them. */
export interface SessionLocale {
  /** The BCP 47 tag that times are formatted for. */
  readonly tag: string;
  readonly activeSessions: ActiveSessionsLabels;
  readonly sessionExpiry: SessionExpiryLabels;
  readonly signOut: SignOutLabels;
}

type Component = Exclude<keyof SessionLocale, "tag">;

/**
 * Merges English, the texts of `locale` and single `labels`, in this order. A tag of another language is ignored without
 * `labels`, so that no text is English with times of another language.
 */
export function resolveLabels<Name extends Component>(
  name: Name,
  english: SessionLocale[Name],
  locale: string | SessionLocale | undefined,
  labels: Partial<SessionLocale[Name]> | undefined,
): { readonly tag: string; readonly texts: SessionLocale[Name] } {
  if (typeof locale === "object")
    return { tag: locale.tag, texts: { ...english, ...locale[name], ...labels } };
  const fits = locale && (labels || /^en\b/i.test(locale));
  return { tag: fits ? locale : "en", texts: { ...english, ...labels } };
}
