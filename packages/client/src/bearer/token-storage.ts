/** A storage that survives a restart of the application, with the interface of AsyncStorage and `localStorage`. */
export interface TokenStorage {
  readonly getItem: (key: string) => Promise<string | null> | string | null;
  readonly setItem: (key: string, value: string) => Promise<unknown> | unknown;
  readonly removeItem: (key: string) => Promise<unknown> | unknown;
}
