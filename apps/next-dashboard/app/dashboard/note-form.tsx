"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "@/components/submit-button";
import { saveNote } from "./save-note";

/** A note in the data of the session: every device has its own. */
export function NoteForm({ note }: { readonly note: string }): ReactNode {
  const [answer, action] = useActionState(saveNote, null);
  return (
    <form action={action} className="card">
      <div className="field">
        <label htmlFor="note">A note for this device</label>
        <p className="hint" id="note-hint">
          Stored in the session: it is deleted when the session ends, and other devices do not show
          it.
        </p>
        <input
          aria-describedby="note-hint"
          autoComplete="off"
          defaultValue={note}
          id="note"
          key={note}
          maxLength={200}
          name="note"
        />
      </div>
      <div className="row">
        <SubmitButton busy="Saving…" className="button small">
          Save note
        </SubmitButton>
        <span aria-live="polite" className="soft small">
          {answer}
        </span>
      </div>
    </form>
  );
}
