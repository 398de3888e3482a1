import type { ActiveSessionsLabels, SessionExpiryLabels, SignOutLabels } from "../../src/ui.ts";

export const ARABIC: ActiveSessionsLabels = {
  title: "الأجهزة التي سجّلت الدخول منها",
  loading: "جارٍ التحميل…",
  failed: "تعذّر تحميل القائمة.",
  retry: "إعادة المحاولة",
  current: "هذا الجهاز",
  active: "آخر نشاط",
  signedIn: "تسجيل الدخول",
  signOut: "تسجيل الخروج",
  signOutName: (device, lastActive) => `تسجيل الخروج من ${device}، آخر نشاط ${lastActive}`,
  everywhere: "تسجيل الخروج من كل مكان…",
  everywhereTitle: "تسجيل الخروج من كل مكان؟",
  everywhereText: "على كل من يستخدم حسابك على جهاز آخر تسجيل الدخول من جديد.",
  cancel: "إلغاء",
  others: "تسجيل خروج الأجهزة الأخرى",
  all: "وتسجيل خروج هذا الجهاز أيضًا",
  notice: ({ kind }) => (kind === "ended" ? "تم تسجيل الخروج." : "تعذّر تسجيل الخروج."),
};

export const ARABIC_EXPIRY: SessionExpiryLabels = {
  title: "جلستك",
  soon: (left) => `لم يحدث شيء هنا منذ مدة. ستنتهي جلستك خلال ${left}.`,
  extend: "البقاء مسجّلًا",
  extending: "لحظة…",
  extendFailed: "لم يستجب الخادم.",
  final: (left) => `تنتهي جلستك خلال ${left}.`,
  ended: () => "انتهت جلستك.",
};

export const ARABIC_SIGN_OUT: SignOutLabels = {
  signOut: "تسجيل الخروج",
  busy: "جارٍ الخروج…",
  failed: "لم يستجب الخادم.",
};
