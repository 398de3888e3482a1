import { type FocusEvent, type RefObject, useRef } from "react";
import { useBrowserEffect } from "../provider/use-browser-effect.ts";

/**
 * Moves the focus when the row that has it is removed: to the next row's button, else to the previous one's, else to the
 * heading. Elsewhere the focus is left alone.
 *
 * @param ids the rows in their order
 */
export function useRowFocus(
  ids: readonly string[],
  heading: RefObject<HTMLElement | null>,
): {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
} {
  const list = useRef<HTMLUListElement>(null);
  const focused = useRef<string | null>(null);
  const previous = useRef(ids);

  useBrowserEffect(() => {
    const before = previous.current;
    previous.current = ids;
    const id = focused.current;
    if (id === null || ids.includes(id)) return;
    focused.current = null;
    // A removed element gives its focus to the body.
    if (document.activeElement && document.activeElement !== document.body) return;
    const index = before.indexOf(id);
    const neighbours = [...before.slice(index + 1), ...before.slice(0, index).reverse()];
    const buttons = neighbours.map((one) =>
      list.current?.children[ids.indexOf(one)]?.querySelector("button"),
    );
    (buttons.find(Boolean) ?? heading.current)?.focus();
  }, [ids, heading]);

  return {
    list,
    onFocus({ target }) {
      focused.current = target.closest("li")?.dataset.session ?? null;
    },
  };
}
