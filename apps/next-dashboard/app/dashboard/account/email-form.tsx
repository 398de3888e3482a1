"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { saveEmail } from "./save-email";

export function EmailForm({ email }: { readonly email: string }): ReactNode {
  const [answer, action] = useActionState(saveEmail, null);
  return (
    <form action={action} className="card">
      <p
        aria-live="polite"
        className={answer ? `notice ${answer.saved ? "" : "problem"}` : "hidden"}
        id="answer"
      >
        {answer?.text}
      </p>
      <p className="field">
        <label htmlFor="email">E-mail</label>
        <input
          aria-describedby="answer"
          autoComplete="email"
          defaultValue={email}
          id="email"
          key={email}
          maxLength={200}
          name="email"
          required
          type="email"
        />
      </p>
      <label className="check">
        <input defaultChecked name="others" type="checkbox" />
        <span>
          Sign out my other devices
          <small>Ends all sessions except this one.</small>
        </span>
      </label>
      <SubmitButton busy="Saving…">Change e-mail</SubmitButton>
    </form>
  );
}
