export { type Certificate, createCertificate } from "./https/create-certificate.ts";
export type { ProxiedRequest, ProxyFault } from "./https/exchanges.ts";
export { type HttpsProxy, startHttpsProxy } from "./https/start-https-proxy.ts";
