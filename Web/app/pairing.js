/**
 * The key that phone and server agree on (protocol: step 3 of the pairing).
 *
 * Script never sees the shared point or the derived key: every step stays inside WebCrypto and nothing can be exported.
 */

import { decompress } from './ec-point.js';

/**
 * Makes the phone's key pair for one pairing. It is thrown away once the key is derived.
 * @returns {Promise<CryptoKeyPair>}
 */
export async function makeAgreementKeys() {
  return crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveKey']);
}

/**
 * Derives `K = HKDF-SHA256(ECDH, salt: SHA-256(ticket), info)` as an HMAC-SHA-256 key that cannot be exported.
 *
 * Throws a RangeError when the server's key is no point of the curve.
 * @param {object} input
 * @param {CryptoKey} input.privateKey the phone's ECDH key, usage `deriveKey`
 * @param {Uint8Array} input.serverPublicKey 33 bytes, compressed
 * @param {Uint8Array} input.ticket 16 bytes
 * @param {Uint8Array} input.info the transcript
 * @returns {Promise<CryptoKey>}
 */
export async function derivePairingKey({ privateKey, serverPublicKey, ticket, info }) {
  const point = decompress(serverPublicKey);
  if (point === null) throw new RangeError('The server’s key is no point of the curve.');
  const peer = await crypto.subtle.importKey('raw', point, { name: 'ECDH', namedCurve: 'P-256' }, true, []);
  const shared = await crypto.subtle.deriveKey(
    { name: 'ECDH', public: peer }, privateKey, { name: 'HKDF' }, false, ['deriveKey'],
  );
  const salt = await crypto.subtle.digest('SHA-256', ticket);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    shared,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
}
