import { type ReactNode, useId, useRef } from "react";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";
import { ActionButton } from "./action-button.tsx";

interface SignOutDialogProps {
  readonly labels: ActiveSessionsLabels;
  readonly onChoose: (scope: "others" | "all") => void;
}

/** A button that opens a confirmation. The first button of the dialog, which has the focus, cancels. */
export function SignOutDialog({ labels, onChoose }: SignOutDialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = () => dialog.current?.close();
  const choose = (scope: "others" | "all") => () => {
    close();
    onChoose(scope);
  };
  return (
    <>
      <ActionButton
        aria-haspopup="dialog"
        data-part="everywhere"
        onAction={() => dialog.current?.showModal()}
      >
        {labels.everywhere}
      </ActionButton>
      <dialog
        aria-describedby={`${id}text`}
        aria-labelledby={`${id}title`}
        data-part="dialog"
        ref={dialog}
      >
        <p data-part="dialog-title" id={`${id}title`}>
          {labels.everywhereTitle}
        </p>
        <p data-part="dialog-text" id={`${id}text`}>
          {labels.everywhereText}
        </p>
        <div data-part="choices">
          <ActionButton data-part="cancel" onAction={close}>
            {labels.cancel}
          </ActionButton>
          <ActionButton data-part="others" onAction={choose("others")}>
            {labels.others}
          </ActionButton>
          <ActionButton data-part="all" onAction={choose("all")}>
            {labels.all}
          </ActionButton>
        </div>
      </dialog>
    </>
  );
}
