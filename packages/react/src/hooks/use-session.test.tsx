import { createSessionClient } from "@sessionkit/client";
import { act, cleanup, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { FakeEndpoints, signedIn, signedOut } from "../../testing/fake-endpoints.ts";
import { settle } from "../../testing/settle.ts";
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

const Lost = () => <p>{useSession().status}</p>;

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

test("a session given by the server is there at once, and nothing is fetched", async () => {
  const { tree, endpoints, views } = setUp({ session: signedIn() });
  render(tree());
  await settle();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual([]);
  expect(views).toHaveLength(1);
});

test("without a session from the server it is fetched once", async () => {
  const { tree, endpoints } = setUp();
  render(tree());
  expect(screen.getByText("loading")).toBeDefined();
  await settle();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual(["GET /session"]);
});

test("StrictMode, which mounts everything twice, fetches once as well", async () => {
  const { tree, endpoints } = setUp();
  render(<StrictMode>{tree()}</StrictMode>);
  await settle();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual(["GET /session"]);
});

test("a promised session is loading until it comes, and nothing is fetched", async () => {
  let resolve: (answer: ReturnType<typeof signedIn>) => void = () => undefined;
  const session = new Promise<ReturnType<typeof signedIn>>((done) => {
    resolve = done;
  });
  const { tree, endpoints } = setUp({ session });
  render(<StrictMode>{tree()}</StrictMode>);
  await settle();
  expect(screen.getByText("loading")).toBeDefined();
  resolve(signedIn());
  await settle();
  expect(screen.getByText("Ada")).toBeDefined();
  expect(endpoints.log).toEqual([]);
});

test("signing out resolves when the server has answered", async () => {
  const { tree, endpoints, last } = setUp({ session: signedIn() });
  render(tree());
  await act(async () => expect(await last().signOut()).toEqual({ revoked: 1 }));
  expect(screen.getByText("unauthenticated")).toBeDefined();
  expect(last().reason).toBe("absent");
  expect(endpoints.log).toEqual(["POST /logout?scope=current"]);
});

test("a server that is down leaves the user signed in, and says so", async () => {
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

test("an answer that says the same renders nothing again", async () => {
  const { tree, views, last } = setUp({ session: signedIn() });
  render(tree());
  const before = views.length;
  await act(() => last().refresh());
  expect(views).toHaveLength(before);
});

test("a newer session from the server takes over, an older one does not", async () => {
  const { tree, last } = setUp({ session: signedIn("s1", 1000) });
  const { rerender } = render(tree());
  rerender(tree({ session: signedOut(2000) }));
  expect(last().status).toBe("unauthenticated");
  rerender(tree({ session: signedIn("s1", 1500) }));
  expect(last().status).toBe("unauthenticated");
  rerender(tree({ session: signedIn("s2", 3000, "Grace") }));
  expect(screen.getByText("Grace")).toBeDefined();
});

test("a sign-out in another tab arrives over the BroadcastChannel", async () => {
  const endpoints = new FakeEndpoints();
  const [one, two] = [
    setUp({ session: signedIn() }, endpoints),
    setUp({ session: signedIn() }, endpoints),
  ];
  render(one.tree());
  render(two.tree());
  await act(() => one.last().signOut());
  await settle();
  expect(two.last().status).toBe("unauthenticated");
});

test("a change of session is told, with what there was", async () => {
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

test("without a provider the hook says what is missing", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(() => render(<Lost />)).toThrow("SessionProvider");
});

test("a component that requires a session sees everybody else as loading, and can send them away", async () => {
  const endpoints = new FakeEndpoints();
  const away = vi.fn();
  const tree = (session: ReturnType<typeof signedIn>) => (
    <StrictMode>
      <SessionProvider fetch={endpoints.fetch} session={session}>
        <Members onUnauthenticated={(reason) => away(reason)} />
      </SessionProvider>
    </StrictMode>
  );
  const { rerender } = render(tree(signedIn("s1", 1000)));
  expect(screen.getByText("Ada")).toBeDefined();
  expect(away).not.toHaveBeenCalled();
  rerender(tree(signedOut(2000)));
  expect(screen.getByText("just a moment")).toBeDefined();
  expect(away).toHaveBeenCalledExactlyOnceWith("absent");
});

test("nobody is sent away while it is not known who they are", async () => {
  const endpoints = new FakeEndpoints(signedOut());
  const away = vi.fn();
  render(
    <SessionProvider fetch={endpoints.fetch}>
      <Members onUnauthenticated={away} />
    </SessionProvider>,
  );
  expect(away).not.toHaveBeenCalled();
  await settle();
  expect(away).toHaveBeenCalledOnce();
});

/** A layout that stays while its page and its session change. */
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
  ["that somebody is signed in", () => Promise.resolve(signedIn("s1", 2000)), 0],
  ["that nobody is", () => Promise.resolve(signedOut(2000)), 1],
  ["nothing, since it fails", () => Promise.reject(new Error("cut")), 1],
] as const)("nobody is sent away before a promised answer says %s", async (_, seed, times) => {
  const away = vi.fn();
  const { rerender } = render(<Layout session={signedOut(1000)} />);
  rerender(
    <Layout session={seed()}>
      <Members onUnauthenticated={away} />
    </Layout>,
  );
  expect(away).not.toHaveBeenCalled();
  await settle();
  expect(away).toHaveBeenCalledTimes(times);
});

test("a component that goes before the promised answer comes sends nobody away", async () => {
  const away = vi.fn();
  const { rerender } = render(<Layout session={signedOut(1000)} />);
  const coming = Promise.resolve(signedOut(2000));
  rerender(
    <Layout session={coming}>
      <Members onUnauthenticated={away} />
    </Layout>,
  );
  rerender(<Layout session={coming} />);
  await settle();
  expect(away).not.toHaveBeenCalled();
});

test("a client of one's own can be asked outside of React, too", async () => {
  const endpoints = new FakeEndpoints();
  const client = createSessionClient<Claims, User>({ fetch: endpoints.fetch });
  const { tree, last } = setUp({ client, session: signedIn() });
  render(tree());
  expect(client.getSnapshot()).toMatchObject({ status: "authenticated" });
  await settle();
  expect(endpoints.log).toEqual([]);
  await act(() => client.signOut());
  expect(last().status).toBe("unauthenticated");
});
