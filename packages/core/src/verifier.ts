export {
  type AccessTokenVerdict,
  type AccessTokenVerifierOptions,
  createAccessTokenVerifier,
  type VerifiedAccessToken,
} from "./tokens/access-token-verifier.ts";
