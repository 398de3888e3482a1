import { connect } from "node:net";
import { hiddenFields, multipart } from "./support/client.ts";
import { expect, test } from "./support/test.ts";

/** The binding contract tests the endpoints with a longer list. */
const targets = [
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/%5cevil.example",
  "/%2f/evil.example",
  "/\t/evil.example",
  "/%0d%0aLocation:%20https://evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
];

/** The origin to which a browser at `origin` is redirected. */
function destination(location: unknown, origin: string): string {
  expect(typeof location).toBe("string");
  const url = new URL(String(location), origin);
  expect(String(location)).not.toMatch(/^[\\/]{2}|[\\\r\n\t]/);
  return url.origin;
}

test("a sign-in does not redirect to another origin", async ({ app, anonymous, person }) => {
  for (const target of targets) {
    const client = anonymous.copy();
    const page = await client.open(`/sign-in?${new URLSearchParams({ callbackUrl: target })}`);
    expect(page.status).toBe(200);
    const { body, type } = multipart({
      ...hiddenFields(page.text, "email"),
      email: person.email,
      password: person.password,
      callbackUrl: target,
    });
    const headers = { "content-type": type };
    const signedIn = await client.open("/sign-in", { method: "POST", body, headers });
    expect(signedIn.status, target).toBe(303);
    expect(destination(signedIn.headers.location, app.url), target).toBe(app.url);
    expect(client.cookies.get("session")).toMatch(/^v1\./);
  }
});

test("the redirect to the sign-in page stays on this origin for every path", async ({
  app,
  raw,
}) => {
  for (const path of [
    "/dashboard",
    "/dashboard//evil.example",
    "/dashboard/%5c%5cevil.example",
    "/dashboard/%0d%0aset-cookie:%20a=b",
    "/dashboard?next=https://evil.example",
    "/dashboard/..//evil.example",
    "/dashboard/@evil.example",
  ]) {
    const answer = await raw(path, { headers: { accept: "text/html" } });
    expect([307, 308, 404], path).toContain(answer.status);
    expect(answer.setCookies).toHaveLength(0);
    if (answer.status === 404) continue;
    expect(destination(answer.headers.location, app.url)).toBe(app.url);
    const back = new URL(String(answer.headers.location), app.url).searchParams.get("callbackUrl");
    if (back !== null) expect(destination(back, app.url)).toBe(app.url);
  }
});

test("forged host headers do not change the target of a redirect", async ({ app, raw }) => {
  const forged = {
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example",
    "x-host": "evil.example",
    "x-original-host": "evil.example",
  };
  for (const [name, value] of Object.entries(forged)) {
    const answer = await raw("/dashboard", { headers: { accept: "text/html", [name]: value } });
    expect(answer.status).toBe(307);
    expect(destination(answer.headers.location, app.url), name).toBe(app.url);
  }
  const answer = await raw("/dashboard", {
    headers: { accept: "text/html", host: "evil.example" },
  });
  expect(String(answer.headers["cache-control"])).toContain("no-store");
});

/** Without an absolute `http://…`, which Next redirects to that address before the proxy runs. */
test("a request line that looks like another host does not redirect to it", async ({ app }) => {
  const { hostname, port, host } = new URL(app.url);
  for (const target of ["//evil.example/dashboard", "/\\evil.example", "/dashboard\\..\\evil"]) {
    const answer = await bytes(
      hostname,
      Number(port),
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
    );
    expect(answer, target).toMatch(/^HTTP\/1\.1 (?:30[78]|40[04]) /);
    const location = /\r\nlocation: (.*?)\r\n/i.exec(answer)?.[1];
    if (location) expect(new URL(location, app.url).hostname, target).not.toBe("evil.example");
  }
});

function bytes(hostname: string, port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, hostname, () => socket.write(text));
    let answer = "";
    socket.setTimeout(10_000, () => socket.destroy(new Error("No answer.")));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}
