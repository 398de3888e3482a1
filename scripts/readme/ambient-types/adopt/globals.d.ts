declare const store: import("@sessionkit/core").SessionStore;
declare function loadUser(id: string): Promise<{ id: string } | null>;
