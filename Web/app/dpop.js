/**
 * Proofs that a request comes from the holder of this phone's key (RFC 9449 §4.2).
 */

import { utf8, toBase64url } from './bytes.js';

/** @param {unknown} value */
function encoded(value) {
  return toBase64url(utf8(JSON.stringify(value)));
}

/**
 * Signs a proof for one request.
 * @param {import('./keys.js').ProofKey} key
 * @param {object} request
 * @param {string} request.method
 * @param {string} request.url its query and fragment are left out
 * @param {number} request.now the server's time in milliseconds
 * @param {string} [request.accessToken] bound into the proof as `ath`
 */
export async function proof(key, { method, url, now, accessToken }) {
  const target = new URL(url);
  /** @type {Record<string, unknown>} */
  const claims = {
    jti: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
    htm: method,
    htu: target.origin + target.pathname,
    iat: Math.floor(now / 1000),
  };
  if (accessToken !== undefined) {
    claims.ath = toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(accessToken))));
  }
  const { kty, crv, x, y } = key.jwk;
  const input = `${encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encoded(claims)}`;
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, utf8(input));
  return `${input}.${toBase64url(new Uint8Array(signature))}`;
}
