// One module to import dynamically: a bundler then keeps what is named here and drops the rest of the library.
// biome-ignore lint/performance/noBarrelFile: this is what makes a dynamic import smaller.
export { CompactSign, compactVerify, importJWK } from "jose";
