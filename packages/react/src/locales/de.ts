"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** German texts. */
export const de: SessionLocale = {
  tag: "de",
  activeSessions: {
    title: "Wo Sie angemeldet sind",
    loading: "Wird geladen…",
    failed: "Die Liste konnte nicht geladen werden.",
    retry: "Erneut versuchen",
    current: "Dieses Gerät",
    device: createDeviceName((browser, os) => `${browser} auf ${os}`, "Unbekanntes Gerät"),
    activeNow: "Jetzt aktiv",
    active: (time) => `Aktiv: ${time}`,
    signedIn: (time) => `Angemeldet: ${time}`,
    actor: () => "In Ihrem Namen",
    signOut: "Abmelden",
    signOutName: (device, lastActive) => `Abmelden: ${device}, zuletzt aktiv ${lastActive}`,
    signingOut: "Wird abgemeldet…",
    everywhere: "Überall abmelden…",
    everywhereTitle: "Überall abmelden?",
    everywhereText: "Auf Ihren anderen Geräten müssen Sie sich dann neu anmelden.",
    cancel: "Abbrechen",
    others: "Andere Geräte abmelden",
    all: "Alle abmelden, auch dieses",
    notice({ kind, sessions }, device) {
      const what = device ?? `${sessions.length} Geräte`;
      if (kind === "pending") return `Wird abgemeldet: ${what}…`;
      return kind === "ended"
        ? `Abgemeldet: ${what}.`
        : `Nicht abgemeldet: ${what}. Bitte versuchen Sie es erneut.`;
    },
  },
  sessionExpiry: {
    title: "Ihre Sitzung",
    soon: (left) => `Sie waren eine Weile inaktiv. In weniger als ${left} werden Sie abgemeldet.`,
    extend: "Angemeldet bleiben",
    extending: "Wird verlängert…",
    extendFailed: "Der Server hat nicht geantwortet. Bitte versuchen Sie es erneut.",
    final: (left) =>
      `Ihre Sitzung endet in weniger als ${left}. Speichern Sie Ihre Arbeit und melden Sie sich neu an.`,
    ended: (reason) =>
      reason === "expired_idle"
        ? "Sie wurden wegen Inaktivität abgemeldet."
        : "Sie wurden abgemeldet.",
  },
  signOut: {
    signOut: "Abmelden",
    busy: "Wird abgemeldet…",
    failed: "Der Server hat die Abmeldung nicht bestätigt. Bitte versuchen Sie es erneut.",
  },
};
