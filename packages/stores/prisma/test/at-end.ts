const closers: (() => unknown)[] = [];

/** Calls `close` after all tests of the file, in reverse order of registration. */
export function atEnd(close: () => unknown): void {
  closers.push(close);
}

export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}
