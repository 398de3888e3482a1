import type { SignOutOptions } from "@sessionkit/client";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useSession } from "../hooks/use-session.ts";

export interface SignOutLabels {
  readonly signOut: string;
  readonly busy: string;
  readonly failed: string;
}

const ENGLISH: SignOutLabels = {
  signOut: "Sign out",
  busy: "Signing out…",
  failed: "The server did not confirm the sign-out. Try again.",
};

export interface SignOutButtonProps
  extends Omit<ComponentProps<"button">, "onClick" | "type" | "children"> {
  readonly scope?: SignOutOptions["scope"];
  /** Replaces English, word by word. */
  readonly labels?: Partial<SignOutLabels> | undefined;
  /** Called when the server has ended the session; the place for a navigation. */
  readonly onSignedOut?: (() => void) | undefined;
}

/** Signs out. There only while somebody is signed in. */
export function SignOutButton({
  scope,
  labels,
  onSignedOut,
  ...rest
}: SignOutButtonProps): ReactNode {
  const { authenticated, signOut } = useSession();
  const [attempt, setAttempt] = useState<"none" | "running" | "failed">("none");
  const texts = { ...ENGLISH, ...labels };

  function leave(): void {
    if (attempt === "running") return;
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
      {/* Not `disabled`, which would take the keyboard's place away. */}
      <button
        {...rest}
        aria-disabled={attempt === "running"}
        data-part="button"
        onClick={leave}
        type="button"
      >
        {attempt === "running" ? texts.busy : texts.signOut}
      </button>
      <span data-part="alert" role="alert">
        {attempt === "failed" && texts.failed}
      </span>
    </span>
  );
}
