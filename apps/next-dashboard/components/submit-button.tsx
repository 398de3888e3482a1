"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

interface SubmitButtonProps {
  readonly children: ReactNode;
  readonly className?: string;
  /** Said instead while the form is under way. */
  readonly busy?: string;
  /** Where the text alone does not say what it is about, as in a list. */
  readonly label?: string;
}

/** Stays focusable while the form is under way, so that the keyboard's place is not lost. */
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
