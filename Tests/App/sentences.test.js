import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Refusal, tell, waitingTime } from '../../Web/app/problems.js';

const sentence = (...input) => tell(new Refusal(...input)).sentence;

test('aWrongNameSaysWhatDiffers', () => {
  assert.match(sentence('device-name-mismatch', 409, { difference: 'case' }), /capital and small/);
  assert.match(sentence('device-name-mismatch', 409, { difference: 'spaces' }), /spaces/);
  assert.match(sentence('device-name-mismatch', 409, { difference: 'quotes' }), /quotation marks/);
  assert.match(sentence('device-name-mismatch', 409, { difference: 'constructor' }), /not the one on the web/);
});

test('waitingIsSaidInWords', () => {
  assert.match(sentence('too_many_attempts', 429, { retry_after: 30 }), /Wait 30 seconds/);
  assert.match(sentence('temporarily_unavailable', 503, { retry_after: 1 }), /Wait 1 second,/);
  assert.equal(waitingTime(0.2), '1 second');
  assert.equal(waitingTime(3600), '60 minutes');
  assert.equal(waitingTime(100_000), '28 hours');
});

test('anUnknownProblemUsesTheServersSentence', () => {
  assert.equal(sentence('something-new', 400, { detail: 'Do this.' }), 'Do this.');
  assert.match(sentence('something-new', 500, { detail: 'x'.repeat(301) }), /server had a problem/);
});

test('theReferenceIsKept', () => {
  assert.equal(tell(new Refusal('access_denied', 403, { reference: 'A1' })).reference, 'A1');
});
