"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** Spanish texts. */
export const es: SessionLocale = {
  tag: "es",
  activeSessions: {
    title: "Sesiones activas",
    loading: "Cargando…",
    failed: "No se pudo cargar la lista.",
    retry: "Reintentar",
    current: "Este dispositivo",
    device: createDeviceName((browser, os) => `${browser} en ${os}`, "Dispositivo desconocido"),
    activeNow: "Activo ahora",
    active: (time) => `Última actividad: ${time}`,
    signedIn: (time) => `Inicio de sesión: ${time}`,
    actor: () => "En su nombre",
    signOut: "Cerrar sesión",
    signOutName: (device, lastActive) =>
      `Cerrar sesión en ${device}, última actividad ${lastActive}`,
    signingOut: "Cerrando sesión…",
    everywhere: "Cerrar todas las sesiones…",
    everywhereTitle: "¿Cerrar todas las sesiones?",
    everywhereText: "Tendrá que volver a iniciar sesión en sus otros dispositivos.",
    cancel: "Cancelar",
    others: "Cerrar sesión en los demás",
    all: "Cerrar todas, también esta",
    notice({ kind, sessions }, device) {
      const what = device ?? `${sessions.length} dispositivos`;
      if (kind === "pending") return `Cerrando sesión: ${what}…`;
      return kind === "ended"
        ? `Sesión cerrada: ${what}.`
        : `No se pudo cerrar la sesión: ${what}. Inténtelo de nuevo.`;
    },
  },
  sessionExpiry: {
    title: "Su sesión",
    soon: (left) => `Lleva un rato sin actividad. La sesión se cerrará en menos de ${left}.`,
    extend: "Mantener la sesión",
    extending: "Prolongando…",
    extendFailed: "El servidor no respondió. Inténtelo de nuevo.",
    final: (left) =>
      `Su sesión termina en menos de ${left}. Guarde su trabajo y vuelva a iniciar sesión.`,
    ended: (reason) =>
      reason === "expired_idle" ? "La sesión se cerró por inactividad." : "La sesión se cerró.",
  },
  signOut: {
    signOut: "Cerrar sesión",
    busy: "Cerrando sesión…",
    failed: "El servidor no confirmó el cierre de sesión. Inténtelo de nuevo.",
  },
};
