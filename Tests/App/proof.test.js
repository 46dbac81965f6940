import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { fromBase64url, readLengthPrefixed, textOf, toBase64url, utf8 } from '../../Web/app/bytes.js';
import { proof } from '../../Web/app/dpop.js';
import { makeProofKey } from '../../Web/app/keys.js';

const decoded = (part) => JSON.parse(textOf(fromBase64url(part)));

test('aProofNamesMethodAddressTimeAndToken', async () => {
  const key = await makeProofKey();
  const text = await proof(key, {
    method: 'POST', url: 'https://login.example.com/oauth/token?a=1#b', now: 1_790_000_000_999, accessToken: 'token',
  });
  const [header, claims, signature] = text.split('.');
  assert.deepEqual(decoded(header), { typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk });
  assert.equal(decoded(header).jwk.d, undefined);
  const { jti, ...rest } = decoded(claims);
  assert.deepEqual(rest, {
    htm: 'POST', htu: 'https://login.example.com/oauth/token', iat: 1_790_000_000,
    ath: createHash('sha256').update('token').digest('base64url'),
  });
  assert.equal(fromBase64url(jti).length, 16);
  const verifier = await crypto.subtle.importKey('jwk', key.jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  assert.ok(await crypto.subtle.verify(algorithm, verifier, fromBase64url(signature), utf8(`${header}.${claims}`)));
});

test('proofKeysCannotBeExported', async () => {
  const { privateKey } = await makeProofKey();
  await assert.rejects(crypto.subtle.exportKey('jwk', privateKey));
});

test('base64urlHasOneSpelling', () => {
  assert.deepEqual(fromBase64url('_-8'), Uint8Array.of(255, 239));
  for (const wrong of ['_-9', '_-8=', '+/8', 'A', 'a b', null, 7]) assert.equal(fromBase64url(wrong), null);
  for (let length = 0; length < 40; length += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
  }
});

test('truncatedFieldsAreRefused', () => {
  for (const wrong of [[0], [0, 2, 1], [0, 0, 1]]) {
    assert.throws(() => readLengthPrefixed(Uint8Array.from(wrong)), RangeError);
  }
});
