import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { concat, lengthPrefixed, toBase64url, utf8 } from '../../Web/app/bytes.js';
import { compress, decompress } from '../../Web/app/ec-point.js';
import { codeMAC, thumbprint } from '../../Web/app/keys.js';
import { derivePairingKey, makeAgreementKeys } from '../../Web/app/pairing.js';

const { vectors, invalid_public_keys: invalidKeys } = JSON.parse(
  readFileSync(new URL('../Vectors/pairing.json', import.meta.url), 'utf8'),
);
const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));

/** The phone's key of a vector, as WebCrypto takes it. */
async function phoneKey(vector) {
  const point = decompress(bytes(vector.phone_public_key));
  const jwk = {
    kty: 'EC', crv: 'P-256', d: toBase64url(bytes(vector.phone_private_key)),
    x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33)),
  };
  return crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveKey']);
}

/** RFC 4226 §5.3, written apart from the app's. */
function digits(mac) {
  const number = new DataView(mac.buffer).getUint32(mac[31] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

for (const vector of vectors) {
  test(`derivesTheCodesOf: ${vector.name}`, async () => {
    const info = bytes(vector.info);
    const fields = [
      utf8(vector.origin), utf8(vector.user_id), utf8(vector.device_name),
      bytes(vector.server_public_key), bytes(vector.phone_public_key), utf8(vector.dpop_thumbprint),
    ];
    assert.deepEqual(concat(utf8('countersign/pairing/v1'), lengthPrefixed(fields)), info);
    const key = await derivePairingKey({
      privateKey: await phoneKey(vector), serverPublicKey: bytes(vector.server_public_key), ticket: bytes(vector.ticket), info,
    });
    assert.equal(key.extractable, false);
    for (const { counter, code } of vector.codes) {
      const moving = new Uint8Array(8);
      new DataView(moving.buffer).setBigUint64(0, BigInt(counter));
      assert.equal(digits(await codeMAC(key, moving)), code);
    }
  });
}

test('refusesKeysThatAreNoPoints', async () => {
  assert.ok(invalidKeys.length > 0);
  for (const entry of invalidKeys) {
    assert.equal(decompress(bytes(typeof entry === 'string' ? entry : entry.public_key ?? entry.key ?? entry.bytes)), null);
  }
  const { privateKey } = await makeAgreementKeys();
  const input = { privateKey, serverPublicKey: new Uint8Array(33), ticket: new Uint8Array(16), info: new Uint8Array() };
  await assert.rejects(derivePairingKey(input), RangeError);
});

test('compressesWhatItDecompresses', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { publicKey } = await makeAgreementKeys();
    const long = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
    assert.deepEqual(decompress(compress(long)), long);
  }
});

test('agreementKeysCannotBeExported', async () => {
  const { privateKey } = await makeAgreementKeys();
  await assert.rejects(crypto.subtle.exportKey('pkcs8', privateKey));
});

test('thumbprintLeavesOutOtherMembers', async () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'BB' };
  assert.equal(await thumbprint({ ...jwk, kid: 'other', use: 'sig' }), await thumbprint(jwk));
});
