import type { SignOutOptions } from "@sessionkit/client";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useSession } from "../hooks/use-session.ts";
import { resolveLabels, type SessionLocale } from "../labels/session-locale.ts";
import { ENGLISH, type SignOutLabels } from "../labels/sign-out-labels.ts";
import { ActionButton } from "./action-button.tsx";

export interface SignOutButtonProps
  extends Omit<ComponentProps<"button">, "onClick" | "type" | "children"> {
  readonly scope?: SignOutOptions["scope"];
  /** A locale of `@sessionkit/react/locales`. Default: English. */
  readonly locale?: SessionLocale | undefined;
  /** Replaces single texts. */
  readonly labels?: Partial<SignOutLabels> | undefined;
  /** Called when the server has ended the session; the place for a navigation. */
  readonly onSignedOut?: (() => void) | undefined;
}

/** A button that signs out. Rendered only while the user is signed in. `className` and other attributes are the button's. */
export function SignOutButton({
  scope,
  locale,
  labels,
  onSignedOut,
  ...rest
}: SignOutButtonProps): ReactNode {
  const { authenticated, signOut } = useSession();
  const [attempt, setAttempt] = useState<"none" | "running" | "failed">("none");
  const { texts } = resolveLabels("signOut", ENGLISH, locale, labels);

  function leave(): void {
    setAttempt("running");
    signOut({ scope }).then(
      () => {
        setAttempt("none");
        onSignedOut?.();
      },
      () => setAttempt("failed"),
    );
  }

  if (!authenticated) return null;
  return (
    <span data-sessionkit="sign-out">
      <ActionButton {...rest} busy={attempt === "running"} data-part="button" onAction={leave}>
        {attempt === "running" ? texts.busy : texts.signOut}
      </ActionButton>
      <span data-part="alert" role="alert">
        {attempt === "failed" && texts.failed}
      </span>
    </span>
  );
}
