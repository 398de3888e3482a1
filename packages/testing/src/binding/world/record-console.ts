import { format } from "node:util";

/** What an application in this process wrote to the console. */
export interface RecordedConsole {
  output(): string;
  /** Restores the console. */
  close(): void;
}

const METHODS = ["debug", "error", "info", "log", "warn"] as const;

/** All open recorders: several applications of one process share its console. */
const recordings = new Set<string[]>();
let giveBack: (() => void) | null = null;

/** Records what is written to the console, and suppresses it, until closed. */
export function recordConsole(): RecordedConsole {
  const lines: string[] = [];
  recordings.add(lines);
  giveBack ??= takeConsole();
  return {
    output: () => lines.join("\n"),
    close() {
      recordings.delete(lines);
      if (recordings.size > 0) return;
      giveBack?.();
      giveBack = null;
    },
  };
}

function takeConsole(): () => void {
  const target: Console = console;
  const before = METHODS.map((method) => [method, target[method]] as const);
  for (const method of METHODS) {
    target[method] = (...args: unknown[]) => {
      for (const lines of recordings) lines.push(format(...args));
    };
  }
  return () => {
    for (const [method, original] of before) target[method] = original;
  };
}
