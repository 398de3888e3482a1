import type { ComponentProps, KeyboardEvent, MouseEvent, ReactNode } from "react";

interface ActionButtonProps extends Omit<ComponentProps<"button">, "onClick" | "type"> {
  /** While true the button keeps the focus and does nothing. `disabled` would lose the focus. */
  readonly busy?: boolean | undefined;
  readonly onAction: () => void;
}

/**
 * A button that acts once per key press or double click. After its row is removed, the repetition would reach the button
 * that takes its place.
 */
export function ActionButton({ busy = false, onAction, ...rest }: ActionButtonProps): ReactNode {
  return (
    <button
      {...rest}
      aria-disabled={busy || undefined}
      onClick={({ detail }: MouseEvent) => {
        if (!busy && detail < 2) onAction();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.repeat) event.preventDefault();
      }}
      type="button"
    />
  );
}
