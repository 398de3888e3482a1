/** Where tokens survive a restart: the shape of AsyncStorage and of `localStorage`. */
export interface TokenStorage {
  readonly getItem: (key: string) => Promise<string | null> | string | null;
  readonly setItem: (key: string, value: string) => Promise<unknown> | unknown;
  readonly removeItem: (key: string) => Promise<unknown> | unknown;
}
