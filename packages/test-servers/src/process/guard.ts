import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";

/**
 * Terminates the servers and removes the folders of this process when it ends, also by SIGKILL, for which no handler runs:
 * a shell in a separate session waits until its pipe from this process closes.
 */
export const guard: Guard = {
  watch(kind, item) {
    watched[kind].add(item);
    report(kind);
  },
  unwatch(kind, item) {
    watched[kind].delete(item);
    report(kind);
  },
};

interface Guard {
  /** @param item a process id, or the name of a folder in the system's temporary folder */
  watch(kind: Kind, item: string | number): void;
  unwatch(kind: Kind, item: string | number): void;
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
