/**
 * The phone's keys. Private halves are made by the browser, never leave it, and cannot be exported.
 */

import { utf8, toBase64url } from './bytes.js';
import { compress } from './ec-point.js';

/**
 * A key for DPoP proofs with what the proofs say about it.
 * @typedef {object} ProofKey
 * @property {CryptoKey} privateKey ECDSA P-256, not extractable
 * @property {{kty: string, crv: string, x: string, y: string}} jwk the public half
 * @property {string} thumbprint RFC 7638, base64url
 */

/**
 * Makes a new key for proofs.
 * @returns {Promise<ProofKey>}
 */
export async function makeProofKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = { kty, crv, x, y };
  return { privateKey: pair.privateKey, jwk, thumbprint: await thumbprint(jwk) };
}

/**
 * The thumbprint of a public key (RFC 7638 §3: members in alphabetical order, no spaces).
 * @param {{kty: string, crv: string, x: string, y: string}} jwk
 */
export async function thumbprint({ kty, crv, x, y }) {
  const digest = await crypto.subtle.digest('SHA-256', utf8(JSON.stringify({ crv, kty, x, y })));
  return toBase64url(new Uint8Array(digest));
}

/**
 * The compressed form (33 bytes) of a public key.
 * @param {CryptoKey} key
 */
export async function compressedPublicKey(key) {
  return compress(new Uint8Array(await crypto.subtle.exportKey('raw', key)));
}

/**
 * The MAC from which a one-time code is cut (RFC 4226 §5.3).
 * @param {CryptoKey} key HMAC-SHA-256
 * @param {Uint8Array} counter 8 bytes
 */
export async function codeMAC(key, counter) {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, counter));
}
