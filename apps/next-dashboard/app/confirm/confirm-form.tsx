"use client";

import Link from "next/link";
import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { confirm } from "./confirm";

interface ConfirmFormProps {
  readonly callbackUrl: string;
  readonly email: string;
}

export function ConfirmForm({ callbackUrl, email }: ConfirmFormProps): ReactNode {
  const [problem, action] = useActionState(confirm, null);
  return (
    <form action={action} className="card">
      <p aria-live="assertive" className={problem ? "notice problem" : "hidden"} id="problem">
        {problem}
      </p>
      <input name="callbackUrl" type="hidden" value={callbackUrl} />
      <input autoComplete="username" defaultValue={email} hidden name="email" type="email" />
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
      <div className="row">
        <SubmitButton busy="Checking…">Confirm</SubmitButton>
        <Link className="button quiet" href="/dashboard">
          Not now
        </Link>
      </div>
    </form>
  );
}
