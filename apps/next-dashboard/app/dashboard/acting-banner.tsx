import type { ReactNode } from "react";
import { SubmitButton } from "@/components/submit-button";
import { stopActing } from "./acting";

/** Shown on every page while an administrator acts as another user. */
export function ActingBanner({ name }: { readonly name: string }): ReactNode {
  return (
    <form action={stopActing} aria-label="Impersonation" className="notice row">
      <strong>You act as {name}.</strong>
      <SubmitButton busy="Returning…" className="button small">
        Return to your own account
      </SubmitButton>
    </form>
  );
}
