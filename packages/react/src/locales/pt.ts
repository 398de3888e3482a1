"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** Portuguese texts. */
export const pt: SessionLocale = {
  tag: "pt",
  activeSessions: {
    title: "Sessões ativas",
    loading: "Carregando…",
    failed: "Não foi possível carregar a lista.",
    retry: "Tentar novamente",
    current: "Este dispositivo",
    device: createDeviceName((browser, os) => `${browser} no ${os}`, "Dispositivo desconhecido"),
    activeNow: "Ativo agora",
    active: (time) => `Última atividade: ${time}`,
    signedIn: (time) => `Início de sessão: ${time}`,
    actor: () => "Em seu nome",
    signOut: "Terminar sessão",
    signOutName: (device, lastActive) =>
      `Terminar sessão em ${device}, última atividade ${lastActive}`,
    signingOut: "Terminando sessão…",
    everywhere: "Terminar todas as sessões…",
    everywhereTitle: "Terminar todas as sessões?",
    everywhereText: "Será preciso iniciar sessão novamente nos outros dispositivos.",
    cancel: "Cancelar",
    others: "Terminar as outras sessões",
    all: "Terminar todas, também esta",
    notice({ kind, sessions }, device) {
      const what = device ?? `${sessions.length} dispositivos`;
      if (kind === "pending") return `Terminando sessão: ${what}…`;
      return kind === "ended"
        ? `Sessão terminada: ${what}.`
        : `Não foi possível terminar a sessão: ${what}. Tente novamente.`;
    },
  },
  sessionExpiry: {
    title: "A sua sessão",
    soon: (left) => `Não houve atividade há algum tempo. A sessão termina em menos de ${left}.`,
    extend: "Continuar a sessão",
    extending: "Prolongando…",
    extendFailed: "O servidor não respondeu. Tente novamente.",
    final: (left) =>
      `A sua sessão termina em menos de ${left}. Guarde o seu trabalho e inicie sessão novamente.`,
    ended: (reason) =>
      reason === "expired_idle" ? "A sessão terminou por inatividade." : "A sessão terminou.",
  },
  signOut: {
    signOut: "Terminar sessão",
    busy: "Terminando sessão…",
    failed: "O servidor não confirmou o fim da sessão. Tente novamente.",
  },
};
