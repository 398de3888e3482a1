import { expect, it, vi } from "vitest";
import { recordConsole } from "./record-console.ts";

const written: Console = console;

it("records for each recorder what is written while it is open, and restores the console at the end", () => {
  const screen = vi.spyOn(written, "warn").mockReturnValue();
  const first = recordConsole();
  written.warn("a %s", "one");
  const second = recordConsole();
  written.warn("b");
  first.close();
  written.warn("c");
  second.close();
  expect([first.output(), second.output()]).toEqual(["a one\nb", "b\nc"]);
  expect(screen).not.toHaveBeenCalled();
  written.warn("d");
  expect(screen).toHaveBeenCalledExactlyOnceWith("d");
  screen.mockRestore();
});
