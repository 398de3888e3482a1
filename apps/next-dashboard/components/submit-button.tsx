"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

interface SubmitButtonProps {
  readonly children: ReactNode;
  readonly className?: string;
  /** Replaces the content during the submission. */
  readonly busy?: string;
  /** An accessible name, if the text alone is ambiguous, as in a list. */
  readonly label?: string;
}

/** Stays focusable during the submission, so that the focus is kept. */
export function SubmitButton({
  children,
  className = "button",
  busy,
  label,
}: SubmitButtonProps): ReactNode {
  const { pending } = useFormStatus();
  return (
    <button
      aria-disabled={pending}
      aria-label={label}
      className={className}
      onClick={(event) => pending && event.preventDefault()}
      type="submit"
    >
      {pending && busy ? busy : children}
    </button>
  );
}
