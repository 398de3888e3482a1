"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** Japanese texts. */
export const ja: SessionLocale = {
  tag: "ja",
  activeSessions: {
    title: "ログイン中のデバイス",
    loading: "読み込み中…",
    failed: "一覧を読み込めませんでした。",
    retry: "再試行",
    current: "このデバイス",
    device: createDeviceName((browser, os) => `${os} の ${browser}`, "不明なデバイス"),
    activeNow: "現在使用中",
    active: (time) => `最終使用: ${time}`,
    signedIn: (time) => `ログイン: ${time}`,
    actor: () => "代理でログイン",
    signOut: "ログアウト",
    signOutName: (device, lastActive) => `ログアウト: ${device}、最終使用 ${lastActive}`,
    signingOut: "ログアウト中…",
    everywhere: "すべてログアウト…",
    everywhereTitle: "すべてログアウトしますか？",
    everywhereText: "ほかのデバイスでは、もう一度ログインする必要があります。",
    cancel: "キャンセル",
    others: "ほかのデバイスをログアウト",
    all: "このデバイスも含めてログアウト",
    notice({ kind, sessions }, device) {
      const what = device ?? `${sessions.length} 台のデバイス`;
      if (kind === "pending") return `${what} をログアウトしています…`;
      return kind === "ended"
        ? `${what} をログアウトしました。`
        : `${what} をログアウトできませんでした。もう一度お試しください。`;
    },
  },
  sessionExpiry: {
    title: "セッション",
    soon: (left) => `しばらく操作がありません。${left}以内にログアウトされます。`,
    extend: "ログインを続ける",
    extending: "延長中…",
    extendFailed: "サーバーが応答しませんでした。もう一度お試しください。",
    final: (left) =>
      `セッションは${left}以内に終了します。作業を保存して、もう一度ログインしてください。`,
    ended: (reason) =>
      reason === "expired_idle"
        ? "操作がなかったため、ログアウトされました。"
        : "ログアウトされました。",
  },
  signOut: {
    signOut: "ログアウト",
    busy: "ログアウト中…",
    failed: "サーバーでログアウトを確認できませんでした。もう一度お試しください。",
  },
};
