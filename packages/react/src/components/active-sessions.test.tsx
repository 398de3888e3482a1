import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { device, devices, FakeEndpoints, signedIn } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import { SessionProvider } from "../index.ts";
import { ActiveSessions, type ActiveSessionsProps } from "../ui.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function page(props: ActiveSessionsProps, endpoints = new FakeEndpoints()) {
  return (
    <SessionProvider fetch={endpoints.fetch} session={signedIn()}>
      <ActiveSessions {...props} />
    </SessionProvider>
  );
}

async function open(props: ActiveSessionsProps = {}, list = devices()) {
  const endpoints = new FakeEndpoints();
  endpoints.list = list;
  render(page(props, endpoints));
  await untilSettled();
  endpoints.log.length = 0;
  return endpoints;
}

const rows = () => screen.getAllByRole("listitem");
const button = (name: string) => screen.getByRole("button", { name });
const press = (name: string) => {
  button(name).focus();
  fireEvent.click(button(name));
};

test("shows the name, the address and the times of each device, and marks this one", async () => {
  await open();
  expect(rows()).toHaveLength(3);
  const [first, second] = rows().map((row) => row.textContent);
  expect(first).toBe("Firefox on Linux This device203.0.113.7 Active now Signed in 3 minutes ago");
  expect(second).toContain("Active 2 hours ago");
  const time = within(rows()[1] as HTMLElement).getByText("Active 2 hours ago");
  expect(time.getAttribute("datetime")).toBe("2027-01-15T06:00:00.000Z");
  expect(time.title).toMatch(/2027/);
});

test("marks the session of an impersonation", async () => {
  const acting = device("s4", "Edge on Windows", 5, { actor: { userId: "support" } });
  const { sessions, now } = devices();
  await open(
    { labels: { actor: ({ userId }) => `By ${userId}` } },
    { sessions: [...sessions, acting], now },
  );
  expect(rows().map((row) => row.querySelector("[data-part=actor]")?.textContent)).toEqual([
    undefined,
    undefined,
    undefined,
    "By support",
  ]);
});

test("names each button, and has none for this device", async () => {
  await open();
  expect(
    screen.getAllByRole("button").map((one) => one.getAttribute("aria-label") ?? one.textContent),
  ).toEqual([
    "Sign out Chrome on macOS, last active 2 hours ago",
    "Sign out Safari on iOS, last active yesterday",
    "Sign out everywhere…",
  ]);
});

test("a device stays, busy and focused, until it has ended, and then the next one has the focus", async () => {
  await open();
  press("Sign out Chrome on macOS, last active 2 hours ago");
  expect(rows()).toHaveLength(3);
  expect(rows()[1]?.getAttribute("aria-busy")).toBe("true");
  const busy = button("Signing out…");
  expect(busy.getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(busy);
  expect(screen.getByRole("status").textContent).toBe("Signing out Chrome on macOS…");
  await untilSettled();
  expect(rows()).toHaveLength(2);
  expect(document.activeElement).toBe(button("Sign out Safari on iOS, last active yesterday"));
  expect(screen.getByRole("status").textContent).toBe("Signed out Chrome on macOS.");
  press("Sign out Safari on iOS, last active yesterday");
  await untilSettled();
  expect(document.activeElement).toBe(screen.getByRole("heading"));
});

test("a second click, and a repeated key, end nothing else", async () => {
  const endpoints = await open();
  const first = button("Sign out Chrome on macOS, last active 2 hours ago");
  fireEvent.click(first);
  fireEvent.click(first);
  fireEvent.click(button("Sign out Safari on iOS, last active yesterday"), { detail: 2 });
  await untilSettled();
  expect(endpoints.log).toEqual(["DELETE /sessions/s2"]);
  const next = button("Sign out Safari on iOS, last active yesterday");
  expect(fireEvent.keyDown(next, { key: "Enter", repeat: true })).toBe(false);
  expect(fireEvent.keyDown(next, { key: "Enter" })).toBe(true);
});

test("a failed sign-out of a device is announced in an alert", async () => {
  const endpoints = await open();
  endpoints.down = true;
  press("Sign out Chrome on macOS, last active 2 hours ago");
  await untilSettled();
  expect(rows()).toHaveLength(3);
  expect(screen.getByRole("alert").textContent).toBe(
    "Chrome on macOS could not be signed out. Please try again.",
  );
  expect(screen.getByRole("status").textContent).toBe("");
});

test("a list that could not be loaded can be loaded again", async () => {
  const endpoints = new FakeEndpoints();
  endpoints.down = true;
  render(page({}, endpoints));
  expect(screen.getByRole("status").textContent).toBe("Loading…");
  await untilSettled();
  expect(screen.getByRole("alert").textContent).toBe("This list could not be loaded.");
  endpoints.down = false;
  fireEvent.click(button("Try again"));
  await untilSettled();
  expect(rows()).toHaveLength(3);
  expect(screen.getByRole("alert").textContent).toBe("");
});

test("the others are signed out after a confirmation, and not after Cancel", async () => {
  const endpoints = await open();
  fireEvent.click(button("Sign out everywhere…"));
  expect(screen.getByRole("dialog").hasAttribute("open")).toBe(true);
  fireEvent.click(button("Cancel"));
  expect(endpoints.log).toEqual([]);
  fireEvent.click(button("Sign out everywhere…"));
  fireEvent.click(button("Sign out other devices"));
  await untilSettled();
  expect(endpoints.log).toEqual(["POST /logout?scope=others"]);
  expect(rows()).toHaveLength(1);
  expect(screen.getByRole("status").textContent).toBe("Signed out 2 devices.");
});

test("calls onSignedOut after a sign-out of all devices", async () => {
  const onSignedOut = vi.fn();
  const endpoints = await open({ onSignedOut });
  fireEvent.click(button("Sign out everywhere…"));
  fireEvent.click(button("Sign out all, this one too"));
  await untilSettled();
  expect(endpoints.log).toEqual(["POST /logout?scope=all"]);
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(screen.queryByRole("list")).toBeNull();
});

test("has no button for all devices if there is only one", async () => {
  const { sessions, now } = devices();
  await open({}, { sessions: sessions.slice(0, 1), now });
  expect(screen.queryByRole("button", { name: "Sign out everywhere…" })).toBeNull();
});

test("texts can be replaced, and times have the format of the locale", async () => {
  await open({
    locale: "de",
    heading: "h3",
    labels: {
      title: "Angemeldete Geräte",
      active: (time) => `Aktiv ${time}`,
      signOutName: (name, last) => `${name} abmelden, zuletzt aktiv ${last}`,
      notice: (_, device) => `${device} ist abgemeldet.`,
    },
  });
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("Angemeldete Geräte");
  press("Chrome on macOS abmelden, zuletzt aktiv vor 2 Stunden");
  await untilSettled();
  expect(screen.getByRole("status").textContent).toBe("Chrome on macOS ist abgemeldet.");
});

test("the name of a device is rendered as text", async () => {
  const { sessions, now } = devices();
  const label = '<img src=x onerror="alert(1)">\u202etxt.exe';
  const malicious = device("s4", label, 5, { ip: null });
  await open({}, { sessions: [...sessions.slice(0, 1), malicious], now });
  expect(document.querySelector("img")).toBeNull();
  expect(screen.getByText(label).tagName).toBe("BDI");
});

test("a list is rendered on the server with its times", async () => {
  expect(renderToString(page({ initial: devices() }))).toMatch(/<time[^>]*>Active 2 hours ago</);
});

test("a time of more than a week ago is a date, in UTC on the server and then in the browser's time zone", async () => {
  vi.stubEnv("TZ", "Pacific/Kiritimati"); // UTC+14
  const { sessions, now } = devices();
  const initial = { sessions: [...sessions, device("s4", "Edge on Windows", 14_220)], now };
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(page({ initial }));
  const texts = () => [...container.querySelectorAll("time")].slice(-2);
  expect(texts().map((time) => [time.textContent, time.title])).toEqual([
    ["Active 3 days ago", ""],
    ["Signed in Jan 5, 2027", ""],
  ]);
  const report = vi.spyOn(console, "error");
  render(page({ initial }), { container, hydrate: true });
  await untilSettled();
  expect(texts().map((time) => [time.textContent, time.title.replace("\u202f", " ")])).toEqual([
    ["Active 3 days ago", "Jan 12, 2027, 3:00 PM"],
    ["Signed in Jan 6, 2027", "Jan 6, 2027, 1:00 AM"],
  ]);
  expect(report).not.toHaveBeenCalled();
});

test("the tag of a language without texts changes no times, and a tag of English does", async () => {
  const { sessions, now } = devices();
  const list = { sessions: [...sessions, device("s4", "Edge on Windows", 50_000)], now };
  await open({ locale: "de" }, list);
  expect(rows()[3]?.textContent).toMatch(/Active Jan 3, 2027 Signed in Dec 11, 2026/);
  cleanup();
  await open({ locale: "en-GB" }, list);
  expect(rows()[3]?.textContent).toMatch(/Active 3 Jan 2027 Signed in 11 Dec 2026/);
});

test("names of the application replace those of the device", async () => {
  await open({ labels: { device: ({ id, device }) => (id === "s2" ? "Kiosk 7" : device.label) } });
  press("Sign out Kiosk 7, last active 2 hours ago");
  await untilSettled();
  expect(screen.getByRole("status").textContent).toBe("Signed out Kiosk 7.");
});

test("placeholders are shown while the list is loading", async () => {
  render(page({}));
  expect(document.querySelectorAll("[data-part=placeholder]")).toHaveLength(3);
  await untilSettled();
  expect(document.querySelector("[data-part=placeholder]")).toBeNull();
});
