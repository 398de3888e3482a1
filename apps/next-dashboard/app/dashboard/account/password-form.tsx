"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { savePassword } from "./save-password";

export function PasswordForm({ email }: { readonly email: string }): ReactNode {
  const [answer, action] = useActionState(savePassword, null);
  return (
    <form action={action} className="card">
      <p
        aria-live="polite"
        className={answer ? `notice ${answer.saved ? "" : "problem"}` : "hidden"}
        id="password-answer"
      >
        {answer?.text}
      </p>
      <input autoComplete="username" defaultValue={email} hidden name="email" type="email" />
      <p className="field">
        <label htmlFor="new-password">New password</label>
        <input
          aria-describedby="password-hint password-answer"
          autoComplete="new-password"
          id="new-password"
          maxLength={256}
          minLength={12}
          name="password"
          required
          type="password"
        />
        <span className="hint" id="password-hint">
          At least 12 characters. Your other devices are signed out within seconds.
        </span>
      </p>
      <SubmitButton busy="Saving…">Change password</SubmitButton>
    </form>
  );
}
