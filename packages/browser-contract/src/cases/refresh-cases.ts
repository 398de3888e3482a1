import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { REFRESH } from "../harness/bound-app.ts";
import type { Subject } from "../harness/subject.ts";
import type { User } from "../harness/user.ts";

const PARALLEL = 11;

export function refreshCases({ app, openUser, socket = false }: Subject): void {
  test("22 parallel requests of two tabs wait for one refresh, and all are signed in", async () => {
    const user = await openUser("parallel");
    await user.signIn();
    const second = await user.device.context.newPage();
    await second.goto(`${app().origin}/who`);
    await user.expire();
    await app().mark();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    app().proxy.failNext(REFRESH, { held });
    const tabs = [user.page, second];
    for (const tab of tabs) await startRequests(tab);
    release();
    const statuses = await Promise.all(tabs.map(finishRequests));
    expect(statuses.flat()).toEqual(Array(2 * PARALLEL).fill(200));
    expect(app().refreshes()).toHaveLength(1);
    expect(app().requestsOf("/protected")).toHaveLength(2 * PARALLEL);
  });

  test("each kind of request waits for the refresh, and is sent once", async () => {
    const user = await openUser("kinds");
    await user.signIn();
    const kinds = { ...KINDS, ...(socket ? { WebSocket: SOCKET } : {}) };
    const seen: Record<string, unknown> = {};
    for (const [kind, [send, path]] of Object.entries(kinds)) {
      await user.open("/who");
      await user.expire();
      await app().mark();
      await send(user);
      await expect.poll(() => app().requestsOf(path)[0]?.status ?? null).not.toBeNull();
      const statuses = app()
        .requestsOf(path)
        .map(({ status }) => status);
      seen[kind] = [statuses, app().refreshes().length];
    }
    expect(seen).toEqual(
      Object.fromEntries(
        Object.keys(kinds).map((kind) => [kind, [[kind === "WebSocket" ? 101 : 200], 1]]),
      ),
    );
  });
}

/** Starts requests without waiting for their responses. */
function startRequests(page: Page): Promise<void> {
  return page.evaluate((count) => {
    const statusOf = async (): Promise<number> => (await fetch("/protected")).status;
    Reflect.set(globalThis, "statuses", Promise.all(Array.from({ length: count }, statusOf)));
  }, PARALLEL);
}

function finishRequests(page: Page): Promise<number[]> {
  return page.evaluate(() => Reflect.get(globalThis, "statuses") as Promise<number[]>);
}

type Kind = readonly [send: (user: User) => Promise<unknown>, path: string];

/** Runs a script in the page. It calls `resolve` when the browser has the response. */
function run(script: string): Kind[0] {
  return ({ page }) => page.evaluate(`new Promise((resolve, reject) => { ${script} })`);
}

const KINDS: Readonly<Record<string, Kind>> = {
  navigation: [({ open }) => open("/protected"), "/protected"],
  link: [({ page }) => click(page, '<a href="/protected">submit</a>'), "/protected"],
  form: [
    ({ page }) => click(page, '<form method="post" action="/protected"><button>submit</button>'),
    "/protected",
  ],
  fetch: [({ send }) => send("/protected"), "/protected"],
  "fetch with a body": [({ send }) => send("/note", "POST", { note: "text" }), "/note"],
  XMLHttpRequest: [
    run(`
      const request = new XMLHttpRequest();
      request.onload = () => resolve();
      request.open("GET", "/protected");
      request.send();`),
    "/protected",
  ],
  EventSource: [
    run(`
      const source = new EventSource("/events");
      source.onmessage = () => { source.close(); resolve(); };`),
    "/events",
  ],
  beacon: [run('resolve(navigator.sendBeacon("/protected"))'), "/protected"],
  image: [
    run(`
      const image = new Image();
      image.onerror = () => resolve();
      image.src = "/protected";`),
    "/protected",
  ],
  worker: [
    run(`
      const code = 'fetch("' + location.origin + '/protected").then(() => postMessage(0))';
      new Worker(URL.createObjectURL(new Blob([code]))).onmessage = () => resolve();`),
    "/protected",
  ],
};

const SOCKET: Kind = [
  run(`
    const socket = new WebSocket(location.origin.replace("https", "wss") + "/socket");
    socket.onopen = () => socket.send("hello");
    socket.onmessage = () => { socket.close(); resolve(); };
    socket.onerror = () => reject(new Error("The handshake was refused."));`),
  "/socket",
];

async function click(page: Page, html: string): Promise<void> {
  await page.evaluate(`document.body.innerHTML = ${JSON.stringify(html)}`);
  await page.getByText("submit").click();
  await page.waitForURL("**/protected");
}
