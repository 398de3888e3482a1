export type DeviceAlgorithm = "ES256" | "RS256";

/** A key of a browser, in software. */
export interface DeviceKey {
  readonly alg: DeviceAlgorithm;
  /** The public key. */
  readonly jwk: Readonly<Record<string, unknown>>;
  /** A proof for a registration (DBSC): names the key. */
  registrationProof(challenge: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** A proof for a refresh: does not name the key. */
  refreshProof(challenge: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Any JWS with this key, for proofs that a server must refuse. */
  sign(
    header: Readonly<Record<string, unknown>>,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<string>;
}

const PARAMETERS = {
  ES256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  RS256: {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  },
} as const;

const TYPE = "dbsc+jwt";

export async function createDeviceKey(alg: DeviceAlgorithm = "ES256"): Promise<DeviceKey> {
  const parameters = PARAMETERS[alg];
  const pair = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
  const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = alg === "ES256" ? { crv, kty, x, y } : { e, kty, n };

  const sign: DeviceKey["sign"] = async (header, payload) => {
    const signed = `${encode(header)}.${encode(payload)}`;
    const bytes = new TextEncoder().encode(signed);
    const signature = await crypto.subtle.sign(parameters, pair.privateKey, bytes);
    return `${signed}.${base64url(new Uint8Array(signature))}`;
  };
  return {
    alg,
    jwk,
    registrationProof: (jti, claims) => sign({ alg, jwk, typ: TYPE }, { jti, ...claims }),
    refreshProof: (jti, claims) => sign({ alg, typ: TYPE }, { jti, ...claims }),
    sign,
  };
}

function encode(value: unknown): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}

function base64url(bytes: Uint8Array): string {
  const binary = String.fromCharCode(...bytes);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
