declare const getSessionAnswer: typeof import("@/lib/session-next").getSessionAnswer;
declare const children: import("react").ReactNode;
