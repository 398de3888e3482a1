"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** French texts. */
export const fr: SessionLocale = {
  tag: "fr",
  activeSessions: {
    title: "Vos sessions actives",
    loading: "Chargement…",
    failed: "La liste n’a pas pu être chargée.",
    retry: "Réessayer",
    current: "Cet appareil",
    device: createDeviceName((browser, os) => `${browser} sur ${os}`, "Appareil inconnu"),
    activeNow: "Actif maintenant",
    active: (time) => `Dernière activité : ${time}`,
    signedIn: (time) => `Connexion : ${time}`,
    actor: () => "En votre nom",
    signOut: "Déconnecter",
    signOutName: (device, lastActive) => `Déconnecter ${device}, dernière activité ${lastActive}`,
    signingOut: "Déconnexion…",
    everywhere: "Tout déconnecter…",
    everywhereTitle: "Tout déconnecter ?",
    everywhereText: "Vous devrez vous reconnecter sur vos autres appareils.",
    cancel: "Annuler",
    others: "Déconnecter les autres appareils",
    all: "Tout déconnecter, y compris celui-ci",
    notice({ kind, sessions }, device) {
      const what = device ?? `${sessions.length} appareils`;
      if (kind === "pending") return `Déconnexion : ${what}…`;
      return kind === "ended"
        ? `Déconnecté : ${what}.`
        : `Échec de la déconnexion : ${what}. Veuillez réessayer.`;
    },
  },
  sessionExpiry: {
    title: "Votre session",
    soon: (left) =>
      `Vous êtes inactif depuis un moment. Vous serez déconnecté dans moins de ${left}.`,
    extend: "Rester connecté",
    extending: "Prolongation…",
    extendFailed: "Le serveur n’a pas répondu. Veuillez réessayer.",
    final: (left) =>
      `Votre session se termine dans moins de ${left}. Enregistrez votre travail et reconnectez-vous.`,
    ended: (reason) =>
      reason === "expired_idle"
        ? "Vous avez été déconnecté pour inactivité."
        : "Vous avez été déconnecté.",
  },
  signOut: {
    signOut: "Déconnecter",
    busy: "Déconnexion…",
    failed: "Le serveur n’a pas confirmé la déconnexion. Veuillez réessayer.",
  },
};
