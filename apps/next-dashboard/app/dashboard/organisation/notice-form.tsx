"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { changeNotice } from "./change-notice";

interface NoticeFormProps {
  readonly organisation: string;
  readonly notice: string;
}

export function NoticeForm({ organisation, notice }: NoticeFormProps): ReactNode {
  const [answer, action] = useActionState(changeNotice, null);
  return (
    <form action={action} aria-labelledby="notice-title" className="card">
      <h2 id="notice-title">Notice</h2>
      <p
        aria-live="polite"
        className={answer ? `notice ${answer.saved ? "" : "problem"}` : "hidden"}
        id="notice-answer"
      >
        {answer?.text}
      </p>
      <input name="organisation" type="hidden" value={organisation} />
      <p className="field">
        <label htmlFor="notice">For all members</label>
        <textarea
          aria-describedby="notice-answer"
          defaultValue={notice}
          id="notice"
          key={notice}
          maxLength={200}
          name="notice"
        />
      </p>
      <SubmitButton busy="Saving…">Save notice</SubmitButton>
    </form>
  );
}
