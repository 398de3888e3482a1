// Import this module dynamically: a bundler then includes only these exports of the library.
// biome-ignore lint/performance/noBarrelFile: reduces the size of the dynamic import.
export { CompactSign, compactVerify, importJWK } from "jose";
