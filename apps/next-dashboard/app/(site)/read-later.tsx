import type { ReactNode } from "react";
import { KeptNotebooks } from "@/components/kept-notebooks";
import { SubmitButton } from "@/components/submit-button";
import { notebooks } from "@/lib/notebooks";
import { getGuest } from "@/lib/session-next";
import { keepNotebook } from "./keep-notebook";

/** Notebooks that a user keeps before there is an account. */
export async function ReadLater(): Promise<ReactNode> {
  const guest = await getGuest();
  return (
    <section aria-labelledby="later" className="stack tight">
      <h2 id="later">Read later</h2>
      <p className="soft">
        Keep a notebook without an account. It is still there after you sign in.
      </p>
      <div className="row">
        {notebooks.slice(0, 3).map(({ slug, title }) => (
          <form action={keepNotebook} key={slug}>
            <input name="slug" type="hidden" value={slug} />
            <SubmitButton busy="Keeping…" className="button quiet small">
              Keep {title}
            </SubmitButton>
          </form>
        ))}
      </div>
      <KeptNotebooks kept={guest?.data.kept ?? []} />
    </section>
  );
}
