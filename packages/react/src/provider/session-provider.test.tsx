import { createSessionClient } from "@sessionkit/client";
import { act } from "@testing-library/react";
import { type ReactNode, StrictMode, Suspense, use } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import { SessionProvider, useSession } from "../index.ts";

type Answer = ReturnType<typeof signedIn>;
type Seed = Answer | Promise<Answer> | undefined;

const failures = vi.fn();
let root: Root | undefined;
let container: HTMLElement;
const { fetch, log } = new FakeEndpoints();

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(failures);
  failures.mockClear();
  log.length = 0;
  container = document.createElement("div");
  document.body.append(container);
});

afterEach(async () => {
  await act(async () => root?.unmount());
  container.remove();
  vi.restoreAllMocks();
});

function Name(): ReactNode {
  const view = useSession<{ role: string }, { id: string; name: string }>();
  return <p>{view.authenticated ? view.user.name : view.status}</p>;
}

function Page({ session, children }: { session: Seed; children?: ReactNode }): ReactNode {
  return (
    <StrictMode>
      <SessionProvider fetch={fetch} session={session}>
        <Name />
        {children}
      </SessionProvider>
    </StrictMode>
  );
}

function Late({ promise }: { promise: Promise<unknown> }): ReactNode {
  use(promise);
  return <Name />;
}

async function hydrate(page: ReactNode): Promise<void> {
  await act(async () => {
    root = hydrateRoot(container, page, { onRecoverableError: failures });
  });
}

test.each([
  ["signed in", signedIn(), "Ada"],
  ["signed out", signedOut(), "unauthenticated"],
  ["promised", Promise.resolve(signedIn()), "loading"],
  ["missing", undefined, "loading"],
])(
  "renders a session that is %s on the server, and hydrates without a mismatch",
  async (_, session, text) => {
    const html = renderToString(<Page session={session} />);
    expect(html).toContain(text);
    container.innerHTML = html;
    await hydrate(<Page session={session} />);
    expect(failures).not.toHaveBeenCalled();
  },
);

test("replaces `loading` with a promised session after hydration, without a request", async () => {
  const session = Promise.resolve(signedIn());
  container.innerHTML = renderToString(<Page session={session} />);
  await hydrate(<Page session={session} />);
  await act(() => session);
  expect(container.textContent).toBe("Ada");
  expect(log).toEqual([]);
});

test("a boundary that is hydrated after a sign-out starts with the state that the server rendered", async () => {
  const client = createSessionClient({ fetch, initial: signedIn() });
  const page = (promise: Promise<unknown>) => (
    <SessionProvider client={client}>
      <Name />
      <Suspense fallback={null}>
        <Late promise={promise} />
      </Suspense>
    </SessionProvider>
  );
  // As streamed by a server: the boundary is complete in the HTML, and its script is not loaded yet.
  container.innerHTML = renderToString(page(fulfilled(Promise.resolve())));
  let load: (value?: unknown) => void = () => undefined;
  const script = new Promise((resolve) => {
    load = resolve;
  });
  await hydrate(page(script));
  await act(() => client.signOut());
  expect(container.textContent).toBe("unauthenticatedAda");
  await act(async () => load());
  expect(container.textContent).toBe("unauthenticatedunauthenticated");
  expect(failures).not.toHaveBeenCalled();
});

test("listens to page events until the provider is unmounted", async () => {
  container.innerHTML = renderToString(<Page session={signedIn()} />);
  await hydrate(<Page session={signedIn()} />);
  const restore = () => {
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    return untilSettled();
  };
  await restore();
  expect(log).toEqual(["GET /session"]);
  await act(async () => root?.unmount());
  await restore();
  expect(log).toEqual(["GET /session"]);
});

/** A promise that React reads synchronously. */
function fulfilled<T>(promise: Promise<T>): Promise<T> {
  return Object.assign(promise, { status: "fulfilled", value: undefined });
}
