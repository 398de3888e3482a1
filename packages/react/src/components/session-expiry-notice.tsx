import { type ReactNode, useRef, useState } from "react";
import { type SessionExpiry, useSessionExpiry } from "../hooks/use-session-expiry.ts";
import { ENGLISH, type SessionExpiryLabels } from "../labels/session-expiry-labels.ts";
import { resolveLabels, type SessionLocale } from "../labels/session-locale.ts";
import { ActionButton } from "./action-button.tsx";
import { formatTimeLeft } from "./format-time-left.ts";

export interface SessionExpiryNoticeProps {
  /** Seconds before the expiry at which the notice appears. Default: 120. */
  readonly warnBefore?: number | undefined;
  /** A locale of `@sessionkit/react/locales`, or the BCP 47 tag of the language of `labels`. Default: `en`. */
  readonly locale?: string | SessionLocale | undefined;
  /** Replaces single texts. */
  readonly labels?: Partial<SessionExpiryLabels> | undefined;
  readonly className?: string | undefined;
  /** A link to the sign-in page, displayed if the session cannot be extended. */
  readonly children?: ReactNode;
}

/** Announces that the session is about to expire, with a button that extends it, and afterwards that it has ended. */
export function SessionExpiryNotice({
  warnBefore,
  locale,
  labels,
  className,
  children,
}: SessionExpiryNoticeProps): ReactNode {
  const expiry = useSessionExpiry({ warnBefore });
  const [attempt, setAttempt] = useState<"none" | "running" | "failed">("none");
  /** The element that had the focus before the button, which disappears. */
  const before = useRef<Element | null>(null);
  const { tag, texts } = resolveLabels("sessionExpiry", ENGLISH, locale, labels);
  const { status } = expiry;
  const visible = status !== "none" && status !== "fine";

  async function extend(): Promise<void> {
    setAttempt("running");
    const extended = await expiry.extend();
    setAttempt(extended ? "none" : "failed");
    if (extended && before.current instanceof HTMLElement) before.current.focus();
  }

  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has the name only together with the role.
    <div
      aria-label={visible ? texts.title : undefined}
      className={className}
      data-sessionkit="expiry-notice"
      data-status={status}
      role={visible ? "region" : undefined}
    >
      <div data-part="panel">
        {/* Rendered before it has a text, since only changes are announced. */}
        <p data-part="text" role="alert">
          {getText(expiry, texts, tag)}
        </p>
        <p data-part="status" role="status">
          {status === "soon" && attempt === "failed" && texts.extendFailed}
        </p>
        {status === "soon" && (
          <ActionButton
            busy={attempt === "running"}
            data-part="extend"
            onAction={extend}
            onFocus={({ relatedTarget }) => {
              before.current = relatedTarget;
            }}
          >
            {attempt === "running" ? texts.extending : texts.extend}
          </ActionButton>
        )}
        {(status === "final" || status === "ended") && children}
      </div>
    </div>
  );
}

function getText(
  { status, secondsLeft, reason }: SessionExpiry,
  texts: SessionExpiryLabels,
  locale: string,
): string | null {
  if (status === "ended") return texts.ended(reason);
  if (status === "soon" || status === "final")
    return texts[status](formatTimeLeft(secondsLeft, locale));
  return null;
}
