import { expect, it, vi } from "vitest";
import { recordConsole } from "./record-console.ts";

const written: Console = console;

it("keeps for each who records what is written meanwhile, and gives the console back at the end", () => {
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
