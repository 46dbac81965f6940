// What is said about the camera's picture, and where a code is drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { adviser, outline } from '../../Web/app/sight.js';

const finding = (/** @type {number} */ brightness, text = null) => ({ text, corners: [], width: 640, height: 480, brightness });

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
