// What is said about the camera's picture, and where a code is drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { meanDifference, meanShade, someShades } from '../../Web/app/qr-reader.js';
import { adviser, outline } from '../../Web/app/sight.js';

const finding = (/** @type {number} */ brightness, text = null, motion = 0, unreadModule = 0) => (
  { text, corners: [], width: 640, height: 480, brightness, motion, unreadModule });

/** What is said when every picture is like this. */
const said = (/** @type {ReturnType<typeof finding>} */ each) => {
  let now = 0;
  const advise = adviser(() => now);
  for (; now < 4000; now += 100) advise(each);
  return advise(each) ?? '';
};

test('what is said follows the problem', () => {
  assert.equal(said(finding(120)), '');
  assert.match(said(finding(120, null, 0, 1.8)), /Move closer/);
  assert.match(said(finding(120, null, 0, 6)), /still/);
  assert.match(said(finding(120, null, 40)), /still/);
  assert.match(said(finding(10, null, 40, 1.8)), /too dark/);
  assert.equal(said(finding(120, /** @type {any} */ ('text'), 40)), '');
});

test('a camera slower than the looks at it is moving all the same', () => {
  let now = 0;
  const advise = adviser(() => now);
  for (; now < 4000; now += 100) advise(finding(120, null, now % 300 === 0 ? 60 : 0));
  assert.match(advise(finding(120)) ?? '', /still/);
});

test('shades are taken from all over the picture, and compared', () => {
  const picture = new Uint8Array(100_000).map((_, index) => (index < 50_000 ? 0 : 200));
  const some = someShades(picture);
  assert.ok(some.length >= 4096 && some.length < 5000);
  assert.ok(Math.abs(meanShade(some) - 100) < 1);
  assert.equal(meanDifference(some, some), 0);
  assert.ok(Math.abs(meanDifference(some, someShades(picture.map((shade) => 200 - shade))) - 200) < 1);
  assert.equal(meanDifference(some, new Uint8Array()), 0);
  assert.equal(meanShade(someShades(new Uint8Array())), 0);
});

test('a problem is said once it has lasted, and goes as slowly', () => {
  let now = 0;
  const advise = adviser(() => now);
  assert.equal(advise(finding(10)), null);
  now = 1900;
  assert.equal(advise(finding(10)), null);
  now = 2000;
  assert.match(advise(finding(10)) ?? '', /too dark/);
  now = 2100;
  assert.match(advise(finding(120)) ?? '', /too dark/);
  now = 4100;
  assert.equal(advise(finding(120)), null);
});

test('a flicker is not worth a word', () => {
  let now = 0;
  const advise = adviser(() => now);
  for (; now < 20_000; now += 500) assert.equal(advise(finding(now % 1000 === 0 ? 10 : 120)), null);
});

test('the outline follows object-fit: cover', () => {
  // 640 × 480 in a square of 240: half as large, 40 pixels cut off on both sides.
  assert.equal(outline([0, 0, 640, 0, 640, 480, 320, 240], { width: 640, height: 480 }, { width: 240, height: 240 }), '-40,0 280,0 280,240 120,120');
  assert.equal(outline([], { width: 640, height: 480 }, { width: 240, height: 240 }), '');
});
