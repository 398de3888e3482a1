"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { signIn } from "./sign-in";

export function SignInForm({ callbackUrl }: { readonly callbackUrl: string }): ReactNode {
  const [answer, action] = useActionState(signIn, null);
  return (
    <form action={action} className="card">
      <p aria-live="assertive" className={answer ? "notice problem" : "hidden"} id="problem">
        {answer?.problem}
      </p>
      <input name="callbackUrl" type="hidden" value={callbackUrl} />
      <p className="field">
        <label htmlFor="email">E-mail</label>
        <input
          aria-describedby="problem"
          autoComplete="username"
          defaultValue={answer?.email}
          id="email"
          key={answer?.email}
          name="email"
          required
          type="email"
        />
      </p>
      <p className="field">
        <label htmlFor="password">Password</label>
        <input
          aria-describedby="problem"
          autoComplete="current-password"
          id="password"
          name="password"
          required
          type="password"
        />
      </p>
      <label className="check">
        <input defaultChecked={answer?.remember ?? true} name="remember" type="checkbox" />
        <span>
          Remember me
          <small>Without it you are signed out when the browser closes.</small>
        </span>
      </label>
      <SubmitButton busy="Signing in…">Sign in</SubmitButton>
    </form>
  );
}
