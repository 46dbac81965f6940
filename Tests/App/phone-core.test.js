import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { toBase64url } from '../../Web/app/bytes.js';
import { Effect, Event, State } from '../../Web/app/flow-names.js';
import { codeMAC } from '../../Web/app/keys.js';
import { PhoneCore } from '../../Web/app/phone-core.js';

// The built module: `scripts/build-phone-core DIR`, then PHONE_CORE=DIR/phone-core.wasm.
const path = process.env.PHONE_CORE ?? '';
const skip = existsSync(path) ? false : 'PHONE_CORE names no built module';
const load = async () => PhoneCore.start(await WebAssembly.compile(readFileSync(path)));
const vectors = skip ? [] : JSON.parse(readFileSync(new URL('../Vectors/pairing.json', import.meta.url), 'utf8')).vectors;
const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));

test('readsTheLinksOfTheVectors', { skip }, async () => {
  const core = await load();
  for (const vector of vectors) {
    core.setOrigin(vector.origin);
    assert.deepEqual(core.parseLink(vector.link), {
      kind: 'pairing', ticket: bytes(vector.ticket), serverPublicKey: bytes(vector.server_public_key), deviceName: vector.device_name,
    });
    core.setOrigin('https://other.example');
    assert.equal(core.parseLink(vector.link).kind, 'otherOrigin');
  }
  assert.equal(core.parseLink('otpauth://totp/x?secret=GEZDGNBV').kind, 'authenticator');
  for (const other of ['', 'https://example.com/', 'x'.repeat(100_000)]) assert.equal(core.parseLink(other).kind, 'other');
});

test('writesTheTranscriptsOfTheVectors', { skip }, async () => {
  const core = await load();
  for (const vector of vectors) {
    assert.deepEqual(core.transcript({
      origin: vector.origin, userID: vector.user_id, deviceName: vector.device_name,
      serverPublicKey: bytes(vector.server_public_key), phonePublicKey: bytes(vector.phone_public_key), thumbprint: vector.dpop_thumbprint,
    }), bytes(vector.info));
  }
});

test('writesTheApprovalsOfTheVectors', { skip }, async () => {
  const core = await load();
  const { vectors: approvals } = JSON.parse(readFileSync(new URL('../Vectors/approval.json', import.meta.url), 'utf8'));
  for (const vector of approvals) {
    const message = core.approvalMessage({ id: vector.approval_id, thumbprint: vector.dpop_thumbprint, number: vector.number });
    assert.deepEqual(message, bytes(vector.message));
    const key = await crypto.subtle.importKey('raw', bytes(vector.key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    assert.equal(toBase64url(await codeMAC(key, message)), vector.confirmation);
  }
  const [{ approval_id: id, dpop_thumbprint: thumbprint, number }] = approvals;
  const wrong = [{ number: '7' }, { number: '4x' }, { number: '042' }, { thumbprint: '' }, { id: '' }, { id: 'a'.repeat(65) }, { id: 'ä' }];
  for (const change of wrong) assert.throws(() => core.approvalMessage({ id, thumbprint, number, ...change }), RangeError);
});

test('countsTimeBeyond32Bits', { skip }, async () => {
  const core = await load();
  for (const now of [0, 29_999, 30_000, 2 ** 31 * 1000, 2 ** 32 + 7, 1_790_000_000_123, 20_000_000_000_000]) {
    const counter = new DataView(core.counter(now).buffer).getBigUint64(0);
    assert.equal(counter, BigInt(Math.floor(now / 30_000)));
    assert.equal(core.remaining(now), 30_000 - now % 30_000);
  }
});

test('cutsTheDigitsOfRFC4226', { skip }, async () => {
  const core = await load();
  assert.equal(core.digits(bytes('1f8698690e02ca16618550ef7f19da8e945b555a')), '872921');
  assert.throws(() => core.digits(new Uint8Array()), RangeError);
});

test('forgivesHowASetupCodeIsTyped', { skip }, async () => {
  const core = await load();
  for (const typed of ['7k3qf 9xw2m', ' 7K3QF9XW2M ', '7-K3QF-9XW2M']) assert.equal(core.parseSetupCode(typed), '7K3QF-9XW2M');
  assert.equal(core.parseSetupCode('oiLkqf9xw2'), '011KQ-F9XW2');
  for (const wrong of ['', '7K3QF', '7K3QF-9XW2U', 'é'.repeat(10)]) assert.equal(core.parseSetupCode(wrong), null);
});

test('picturesWithoutACodeLeaveNoMemoryBehind', { skip }, async () => {
  const core = await load();
  const picture = (width, height) => ({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(200) });
  for (let round = 0; round < 40; round += 1) assert.equal(core.readQRCode(picture(1280 - round, 720))?.text, null);
  assert.equal(core.readQRCode(picture(0, 0)), null);
});

test('walksTheFlowOfTheApp', { skip }, async () => {
  const core = await load();
  core.startFlow();
  const steps = [
    [Event.startedSignedOut, State.signedOut, Effect.none],
    [Event.submit, State.submitting, Effect.sendCredentials],
    [Event.needsDevice, State.verifyDevice, Effect.none],
    [Event.scanQR, State.scanning, Effect.startCamera],
    [Event.codeFound, State.claiming, Effect.claim],
    [Event.claimAccepted, State.showingCode, Effect.stopCamera],
    [Event.continueTapped, State.showingCode, Effect.pollConfirmation],
    [Event.confirmed, State.registered, Effect.none],
    [Event.submit, State.registered, Effect.ignored],
    [Event.dismiss, State.home, Effect.loadHome],
  ];
  for (const [event, state, effect] of steps) {
    assert.equal(core.handle(event), effect);
    assert.equal(core.state, state);
  }
});
