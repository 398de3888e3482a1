interface Req {
  readonly body: unknown;
}
interface Res {
  set(name: string, value: string): Res;
  json(body: object): void;
}
declare const app: {
  post(path: string, handler: (req: Req, res: Res) => Promise<void>): void;
};
declare function checkPassword(body: unknown): Promise<{ id: string }>;
declare const createSession: import("@sessionkit/core/binding").CreateSession<
  typeof import("./sessions.ts").sessions,
  [req: Req, res: Res]
>;
