/** What survives a round trip through JSON, and therefore every store and every token. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };
