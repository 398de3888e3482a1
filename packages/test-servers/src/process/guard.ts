import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";

/**
 * Ends what this process has started when this process is gone, however it went: by itself, by a signal, by
 * SIGKILL. A shell in a session of its own waits for the pipe to close, which no handler here could promise.
 */
export const guard: Guard = {
  watch(kind, item) {
    watched[kind].add(item);
    report(kind);
  },
  forget(kind, item) {
    watched[kind].delete(item);
    report(kind);
  },
};

interface Guard {
  /** @param item a process id, or the name of a folder in the system's temporary one */
  watch(kind: Kind, item: string | number): void;
  forget(kind: Kind, item: string | number): void;
}

type Kind = "processes" | "folders";

const watched: Record<Kind, Set<string | number>> = { processes: new Set(), folders: new Set() };

const SCRIPT = `
while read -r kind items; do
  case $kind in
    processes) processes=$items ;;
    folders) folders=$items ;;
  esac
done
if [ -n "$processes" ]; then
  kill -CONT $processes
  kill -TERM $processes
  sleep 2
  kill -KILL $processes
fi
rm -rf $folders
`;

let shell: ChildProcess | undefined;

function report(kind: Kind): void {
  shell ??= start();
  shell.stdin?.write(`${kind} ${[...watched[kind]].join(" ")}\n`);
}

function start(): ChildProcess {
  const child = spawn("sh", ["-c", SCRIPT], {
    cwd: tmpdir(),
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  // A pipe is a socket in Node; it must not keep a finished test run alive.
  (child.stdin as unknown as { unref(): void }).unref();
  return child;
}
