"use client";

import { createDeviceName } from "../labels/device-name.ts";
import type { SessionLocale } from "../labels/session-locale.ts";

/** Arabic texts. */
export const ar: SessionLocale = {
  tag: "ar",
  activeSessions: {
    title: "الأجهزة التي سجّلت الدخول منها",
    loading: "جارٍ التحميل…",
    failed: "تعذّر تحميل القائمة.",
    retry: "إعادة المحاولة",
    current: "هذا الجهاز",
    device: createDeviceName((browser, os) => `${browser} على ${os}`, "جهاز غير معروف"),
    activeNow: "نشط الآن",
    active: (time) => `آخر نشاط: ${time}`,
    signedIn: (time) => `تسجيل الدخول: ${time}`,
    actor: () => "نيابةً عنك",
    signOut: "تسجيل الخروج",
    signOutName: (device, lastActive) => `تسجيل الخروج من ${device}، آخر نشاط ${lastActive}`,
    signingOut: "جارٍ تسجيل الخروج…",
    everywhere: "تسجيل الخروج من كل مكان…",
    everywhereTitle: "تسجيل الخروج من كل مكان؟",
    everywhereText: "سيلزم تسجيل الدخول من جديد على أجهزتك الأخرى.",
    cancel: "إلغاء",
    others: "تسجيل الخروج من الأجهزة الأخرى",
    all: "تسجيل الخروج من الكل مع هذا الجهاز",
    notice({ kind, sessions }, device) {
      const what = device ?? `عدد الأجهزة: ${sessions.length}`;
      if (kind === "pending") return `جارٍ تسجيل الخروج: ${what}…`;
      return kind === "ended"
        ? `تم تسجيل الخروج: ${what}.`
        : `تعذّر تسجيل الخروج: ${what}. حاول مرة أخرى.`;
    },
  },
  sessionExpiry: {
    title: "جلستك",
    soon: (left) => `لم يحدث أي نشاط منذ مدة. المتبقي قبل تسجيل خروجك أقل من: ${left}.`,
    extend: "البقاء مسجّلًا",
    extending: "جارٍ التمديد…",
    extendFailed: "لم يستجب الخادم. حاول مرة أخرى.",
    final: (left) => `المتبقي على نهاية جلستك أقل من: ${left}. احفظ عملك وسجّل الدخول من جديد.`,
    ended: (reason) =>
      reason === "expired_idle" ? "تم تسجيل خروجك لعدم النشاط." : "تم تسجيل خروجك.",
  },
  signOut: {
    signOut: "تسجيل الخروج",
    busy: "جارٍ تسجيل الخروج…",
    failed: "لم يؤكد الخادم تسجيل الخروج. حاول مرة أخرى.",
  },
};
