import { format } from "node:util";

/** What an application in this process wrote to the console. */
export interface RecordedConsole {
  output(): string;
  /** Gives the console back. */
  close(): void;
}

const METHODS = ["debug", "error", "info", "log", "warn"] as const;

/** Keeps what is written to the console, and off the screen, until it is closed. */
export function recordConsole(): RecordedConsole {
  const lines: string[] = [];
  const target: Console = console;
  const before = METHODS.map((method) => [method, target[method]] as const);
  for (const method of METHODS) {
    target[method] = (...args: unknown[]) => {
      lines.push(format(...args));
    };
  }
  return {
    output: () => lines.join("\n"),
    close() {
      for (const [method, original] of before) target[method] = original;
    },
  };
}
