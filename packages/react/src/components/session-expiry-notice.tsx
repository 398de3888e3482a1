import { type ReactNode, useRef, useState } from "react";
import { type SessionExpiry, useSessionExpiry } from "../hooks/use-session-expiry.ts";
import { ENGLISH, type SessionExpiryLabels } from "../labels/session-expiry-labels.ts";
import { formatTimeLeft } from "./format-time-left.ts";

export interface SessionExpiryNoticeProps {
  /** How many seconds before the end it is shown. 120. */
  readonly warnBefore?: number | undefined;
  /** Replaces English, word by word. */
  readonly labels?: Partial<SessionExpiryLabels> | undefined;
  /** For times: a BCP 47 tag. `en` without it. */
  readonly locale?: string | undefined;
  readonly className?: string | undefined;
  /** What leads to the sign-in page; shown where only that helps. */
  readonly children?: ReactNode;
}

/** Says that the session is about to end, with a way to stay signed in, and afterwards that it has ended. */
export function SessionExpiryNotice({
  warnBefore,
  labels,
  locale = "en",
  className,
  children,
}: SessionExpiryNoticeProps): ReactNode {
  const expiry = useSessionExpiry({ warnBefore });
  const [attempt, setAttempt] = useState<"none" | "running" | "failed">("none");
  /** Where the keyboard was before it came to the button, which goes away. */
  const before = useRef<Element | null>(null);
  const texts = { ...ENGLISH, ...labels };
  const { status } = expiry;
  const visible = status !== "none" && status !== "fine";

  async function extend(): Promise<void> {
    if (attempt === "running") return;
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
      {/* There before it has something to say, or it would not be read out. */}
      <p data-part="text" role="alert">
        {textOf(expiry, texts, locale)}
      </p>
      <p data-part="status" role="status">
        {status === "soon" && attempt === "failed" && texts.extendFailed}
      </p>
      {status === "soon" && (
        <button
          aria-disabled={attempt === "running"}
          data-part="extend"
          onClick={extend}
          onFocus={({ relatedTarget }) => {
            before.current = relatedTarget;
          }}
          type="button"
        >
          {attempt === "running" ? texts.extending : texts.extend}
        </button>
      )}
      {(status === "final" || status === "ended") && children}
    </div>
  );
}

function textOf(
  { status, secondsLeft, reason }: SessionExpiry,
  texts: SessionExpiryLabels,
  locale: string,
): string | null {
  if (status === "ended") return texts.ended(reason);
  if (status === "soon" || status === "final")
    return texts[status](formatTimeLeft(secondsLeft, locale));
  return null;
}
