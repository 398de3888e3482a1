import { type ReactNode, useId, useRef } from "react";
import type { ActiveSessionsLabels } from "../labels/active-sessions-labels.ts";

interface SignOutDialogProps {
  readonly labels: ActiveSessionsLabels;
  readonly onChoose: (scope: "others" | "all") => void;
}

/** A button, and the question that it asks. The first choice, which Enter takes, changes nothing. */
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
      <button
        aria-haspopup="dialog"
        data-part="everywhere"
        onClick={() => dialog.current?.showModal()}
        type="button"
      >
        {labels.everywhere}
      </button>
      <dialog
        aria-describedby={`${id}text`}
        aria-labelledby={`${id}title`}
        data-part="dialog"
        ref={dialog}
      >
        <p data-part="dialog-title" id={`${id}title`}>
          {labels.everywhereTitle}
        </p>
        <p id={`${id}text`}>{labels.everywhereText}</p>
        <div data-part="choices">
          <button data-part="cancel" onClick={close} type="button">
            {labels.cancel}
          </button>
          <button data-part="others" onClick={choose("others")} type="button">
            {labels.others}
          </button>
          <button data-part="all" onClick={choose("all")} type="button">
            {labels.all}
          </button>
        </div>
      </dialog>
    </>
  );
}
