import { createHash, X509Certificate } from "node:crypto";
import { generate } from "selfsigned";

/** A self-signed certificate for the hosts of this machine, and its pin. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
  /** SHA-256 of the public key (SPKI) in base64, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly pin: string;
}

export async function createCertificate(): Promise<Certificate> {
  const names = ["localhost", "*.localhost"].map((value) => ({ type: 2, value }) as const);
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: names }],
  });
  const spki = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return { key, cert, pin: createHash("sha256").update(spki).digest("base64") };
}
