import { createSessionClient } from "@sessionkit/client";
import { act, cleanup, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import {
  SessionProvider,
  type SessionProviderProps,
  type SessionView,
  type UseSessionOptions,
  useSession,
} from "../index.ts";

type Claims = { role: string };
type User = { id: string; name: string };

afterEach(cleanup);

function Name({ views }: { views: SessionView<Claims, User>[] }) {
  const view = useSession<Claims, User>();
  views.push(view);
  return <p>{view.authenticated ? `${view.user.name}${view.stale ? "?" : ""}` : view.status}</p>;
}

function Members({ onUnauthenticated }: Pick<UseSessionOptions, "onUnauthenticated">) {
  const { loading, user } = useSession<Claims, User>({ required: true, onUnauthenticated });
  return <p>{loading ? "just a moment" : user.name}</p>;
}

const WithoutProvider = () => <p>{useSession().status}</p>;

function setUp(
  props: Omit<SessionProviderProps<Claims, User>, "children"> = {},
  endpoints = new FakeEndpoints(),
) {
  const views: SessionView<Claims, User>[] = [];
  const tree = (more: Omit<SessionProviderProps<Claims, User>, "children"> = {}) => (
    <SessionProvider<Claims, User> fetch={endpoints.fetch} {...props} {...more}>
      <Name views={views} />
    </SessionProvider>
  );
  return { endpoints, views, tree, last: () => views.at(-1) as SessionView<Claims, User> };
}

test("uses the session of the server in the first render, without a request", async () => {
  const { tree, endpoints, views } = setUp({ session: signedIn() });
  render(tree());
  await untilSettled();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual([]);
  expect(views).toHaveLength(1);
});

test("requests the session once without one of the server", async () => {
  const { tree, endpoints } = setUp();
  render(tree());
  expect(screen.getByText("loading")).toBeDefined();
  await untilSettled();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual(["GET /session"]);
});

test("requests the session once also in StrictMode", async () => {
  const { tree, endpoints } = setUp();
  render(<StrictMode>{tree()}</StrictMode>);
  await untilSettled();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual(["GET /session"]);
});

test("is `loading` until a promised session resolves, without a request", async () => {
  let resolve: (answer: ReturnType<typeof signedIn>) => void = () => undefined;
  const session = new Promise<ReturnType<typeof signedIn>>((done) => {
    resolve = done;
  });
  const { tree, endpoints } = setUp({ session });
  render(<StrictMode>{tree()}</StrictMode>);
  await untilSettled();
  expect(screen.getByText("loading")).toBeDefined();
  resolve(signedIn());
  await untilSettled();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual([]);
});

test("signOut resolves when the server has answered", async () => {
  const { tree, endpoints, last } = setUp({ session: signedIn() });
  render(tree());
  await act(async () => expect(await last().signOut()).toEqual({ revoked: 1 }));
  expect(screen.getByText("unauthenticated")).toBeDefined();
  expect(last().reason).toBe("absent");
  expect(endpoints.log).toEqual(["POST /logout?scope=current"]);
});

test("stays signed in, marked as stale, while the server is down", async () => {
  const { tree, endpoints, last } = setUp({ session: signedIn() });
  render(tree());
  endpoints.down = true;
  await act(() => last().refresh());
  expect(screen.getByText("Ada?")).toBeDefined();
  expect(last().error).toMatchObject({ code: "unavailable", status: 503 });
  endpoints.down = false;
  await act(() => last().refresh());
  expect(screen.getByText("Ada")).toBeDefined();
});

test("does not render again for an equal answer", async () => {
  const { tree, views, last } = setUp({ session: signedIn() });
  render(tree());
  const before = views.length;
  await act(() => last().refresh());
  expect(views).toHaveLength(before);
});

test("accepts a newer session of the server, and ignores an older one", async () => {
  const { tree, last } = setUp({ session: signedIn("s1", 1000) });
  const { rerender } = render(tree());
  rerender(tree({ session: signedOut(2000) }));
  expect(last().status).toBe("unauthenticated");
  rerender(tree({ session: signedIn("s1", 1500) }));
  expect(last().status).toBe("unauthenticated");
  rerender(tree({ session: signedIn("s2", 3000, "Grace") }));
  expect(screen.getByText("Grace")).toBeDefined();
});

test("receives a sign-out in another tab over the BroadcastChannel", async () => {
  const endpoints = new FakeEndpoints();
  const [one, two] = [
    setUp({ session: signedIn() }, endpoints),
    setUp({ session: signedIn() }, endpoints),
  ];
  render(one.tree());
  render(two.tree());
  await act(() => one.last().signOut());
  await untilSettled();
  expect(two.last().status).toBe("unauthenticated");
});

test("calls onSessionChange with the previous and the next state", async () => {
  const onSessionChange = vi.fn();
  const { tree, last } = setUp({ session: signedIn(), onSessionChange });
  render(tree());
  await act(() => last().signOut());
  expect(onSessionChange).toHaveBeenCalledOnce();
  expect(onSessionChange.mock.calls[0]).toMatchObject([
    { status: "authenticated" },
    { status: "unauthenticated" },
  ]);
});

test("throws without a provider, naming it", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(() => render(<WithoutProvider />)).toThrow("SessionProvider");
});

test("stays `loading` and calls onUnauthenticated where a session is required", async () => {
  const endpoints = new FakeEndpoints();
  const onUnauthenticated = vi.fn();
  const tree = (session: ReturnType<typeof signedIn>) => (
    <StrictMode>
      <SessionProvider fetch={endpoints.fetch} session={session}>
        <Members onUnauthenticated={(reason) => onUnauthenticated(reason)} />
      </SessionProvider>
    </StrictMode>
  );
  const { rerender } = render(tree(signedIn("s1", 1000)));
  expect(screen.getByText("Ada")).toBeDefined();
  expect(onUnauthenticated).not.toHaveBeenCalled();
  rerender(tree(signedOut(2000)));
  expect(screen.getByText("just a moment")).toBeDefined();
  expect(onUnauthenticated).toHaveBeenCalledExactlyOnceWith("absent");
});

test("calls onUnauthenticated once for an end, with the reason of the first answer", async () => {
  const endpoints = new FakeEndpoints();
  const onUnauthenticated = vi.fn();
  const tree = (session: ReturnType<typeof signedIn>) => (
    <SessionProvider fetch={endpoints.fetch} session={session}>
      <Members onUnauthenticated={(reason) => onUnauthenticated(reason)} />
    </SessionProvider>
  );
  const { rerender } = render(tree(signedIn("s1", 1000)));
  for (const [time, reason] of [
    [2000, "revoked"],
    [3000, "absent"],
    [4000, "expired_idle"],
  ] as const)
    rerender(tree({ ...signedOut(time), reason } as never));
  await untilSettled();
  expect(onUnauthenticated).toHaveBeenCalledExactlyOnceWith("revoked");
});

test("does not call onUnauthenticated while loading", async () => {
  const endpoints = new FakeEndpoints(signedOut());
  const onUnauthenticated = vi.fn();
  render(
    <SessionProvider fetch={endpoints.fetch}>
      <Members onUnauthenticated={onUnauthenticated} />
    </SessionProvider>,
  );
  expect(onUnauthenticated).not.toHaveBeenCalled();
  await untilSettled();
  expect(onUnauthenticated).toHaveBeenCalledOnce();
});

/** A layout that stays mounted while its page and its session change. */
function Layout({ session, children }: Pick<SessionProviderProps, "session" | "children">) {
  return (
    <StrictMode>
      <SessionProvider fetch={new FakeEndpoints(signedOut()).fetch} session={session}>
        {children}
      </SessionProvider>
    </StrictMode>
  );
}

test.each([
  ["a session", () => Promise.resolve(signedIn("s1", 2000)), 0],
  ["no session", () => Promise.resolve(signedOut(2000)), 1],
  ["an error", () => Promise.reject(new Error("cut")), 1],
] as const)(
  "calls onUnauthenticated only after a promised answer with %s",
  async (_, seed, times) => {
    const onUnauthenticated = vi.fn();
    const { rerender } = render(<Layout session={signedOut(1000)} />);
    rerender(
      <Layout session={seed()}>
        <Members onUnauthenticated={onUnauthenticated} />
      </Layout>,
    );
    expect(onUnauthenticated).not.toHaveBeenCalled();
    await untilSettled();
    expect(onUnauthenticated).toHaveBeenCalledTimes(times);
  },
);

test("does not call onUnauthenticated after the component was unmounted", async () => {
  const onUnauthenticated = vi.fn();
  const { rerender } = render(<Layout session={signedOut(1000)} />);
  const pending = Promise.resolve(signedOut(2000));
  rerender(
    <Layout session={pending}>
      <Members onUnauthenticated={onUnauthenticated} />
    </Layout>,
  );
  rerender(<Layout session={pending} />);
  await untilSettled();
  expect(onUnauthenticated).not.toHaveBeenCalled();
});

test("uses a client that is also used outside of React", async () => {
  const endpoints = new FakeEndpoints();
  const client = createSessionClient<Claims, User>({ fetch: endpoints.fetch });
  const { tree, last } = setUp({ client, session: signedIn() });
  render(tree());
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated" });
  await untilSettled();
  expect(endpoints.log).toEqual([]);
  await act(() => client.signOut());
  expect(last().status).toBe("unauthenticated");
});
