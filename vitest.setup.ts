/**
 * Test files share a process, because to start one and to load the modules again for each file takes as long as the tests.
 * What core keeps for the whole process, such as its denylist, ends with the file here.
 */
for (const key of Object.getOwnPropertySymbols(globalThis)) {
  if (Symbol.keyFor(key)?.startsWith("sessionkit.")) Reflect.deleteProperty(globalThis, key);
}
