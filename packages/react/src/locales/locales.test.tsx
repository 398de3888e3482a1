import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { device, devices, FakeEndpoints, signedIn } from "../../test/fake-endpoints.ts";
import { untilSettled } from "../../test/until-settled.ts";
import { SessionProvider } from "../index.ts";
import type { SessionLocale } from "../labels/session-locale.ts";
import { ActiveSessions, SignOutButton } from "../ui.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { pt } from "./pt.ts";

afterEach(cleanup);

describe.each([ar, de, es, fr, ja, pt])("$tag", (locale) => {
  test("has a text for every state, which contains its values", () => {
    const texts = collectTexts(locale);
    expect(texts.length).toBeGreaterThan(25);
    for (const text of texts) expect(text).toMatch(/\S/);
    expect(locale.sessionExpiry.soon("<left>")).toContain("<left>");
    expect(locale.sessionExpiry.final("<left>")).toContain("<left>");
    expect(locale.activeSessions.active("<time>")).toContain("<time>");
    expect(locale.activeSessions.signOutName("<device>", "<time>")).toMatch(/<device>.*<time>/);
  });

  test("is used by the components", async () => {
    render(
      <SessionProvider fetch={new FakeEndpoints().fetch} session={signedIn()}>
        <SignOutButton locale={locale} />
        <ActiveSessions initial={devices()} locale={locale} />
      </SessionProvider>,
    );
    await untilSettled();
    expect(screen.getByRole("heading").textContent).toBe(locale.activeSessions.title);
    expect(screen.getAllByText(locale.signOut.signOut).length).toBeGreaterThan(1);
    expect(document.body.textContent).not.toMatch(/Sign |Active|\bago\b/);
  });
});

test.each([
  { locale: ar, times: ["آخر نشاط: 29‏/12‏/2026", "تسجيل الدخول: 26‏/11‏/2026"] },
  { locale: de, times: ["Aktiv: 29.12.2026", "Angemeldet: 26.11.2026"] },
  { locale: es, times: ["Última actividad: 29 dic 2026", "Inicio de sesión: 26 nov 2026"] },
  { locale: fr, times: ["Dernière activité : 29 déc. 2026", "Connexion : 26 nov. 2026"] },
  { locale: ja, times: ["最終使用: 2026/12/29", "ログイン: 2026/11/26"] },
  {
    locale: pt,
    times: ["Última atividade: 29 de dez. de 2026", "Início de sessão: 26 de nov. de 2026"],
  },
])("formats the dates of $locale.tag", ({ locale, times }) => {
  const { sessions, now } = devices();
  const initial = { sessions: [...sessions, device("s4", "Edge on Windows", 72_000)], now };
  render(
    <SessionProvider fetch={new FakeEndpoints().fetch} session={signedIn()}>
      <ActiveSessions initial={initial} locale={locale} />
    </SessionProvider>,
  );
  const shown = [...document.querySelectorAll("time")].slice(-2);
  expect(shown.map((time) => time.textContent)).toEqual(times);
});

test("translates the names of devices", () => {
  const known = device("s1", "Chrome on macOS", 1, {
    device: {
      label: "Chrome on macOS",
      browser: "Chrome",
      os: "macOS",
      model: null,
      kind: "desktop",
    },
  });
  expect(de.activeSessions.device(known)).toBe("Chrome auf macOS");
  expect(ja.activeSessions.device(known)).toBe("macOS の Chrome");
  const unknown = { ...known, device: { ...known.device, browser: null, os: null } };
  expect(de.activeSessions.device(unknown)).toBe("Unbekanntes Gerät");
});

/** Every text of a locale: those of functions for each of their cases. */
function collectTexts({ activeSessions, sessionExpiry, signOut }: SessionLocale): string[] {
  const sessions = devices().sessions;
  const notices = (["pending", "ended", "failed"] as const).flatMap((kind) =>
    ["Chrome", null].map((name) => activeSessions.notice({ kind, sessions, error: null }, name)),
  );
  const ends = (["expired_idle", "revoked"] as const).map((reason) => sessionExpiry.ended(reason));
  const plain = [activeSessions, sessionExpiry, signOut].flatMap((texts) =>
    Object.values(texts).filter((text) => typeof text === "string"),
  );
  return [...notices, ...ends, ...plain];
}
