// One module to import dynamically: a bundler then keeps what is named here and drops the rest of the library.
export { CompactSign, compactVerify, importJWK } from "jose";
