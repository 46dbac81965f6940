// Checks the built WebAssembly module from outside: node --test Tests/PhoneCoreTests
// PHONE_CORE names the module; without it, .build/phone-core/phone-core.wasm.

import assert from 'node:assert/strict';
import { createHash, createHmac, createECDH, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const vectors = JSON.parse(readFileSync(new URL('Tests/Vectors/pairing.json', root), 'utf8'));
const modulePath = process.env.PHONE_CORE ?? new URL('.build/phone-core/phone-core.wasm', root);
const compiled = new WebAssembly.Module(readFileSync(modulePath));

function start() {
  const core = new WebAssembly.Instance(compiled, {}).exports;
  const memory = () => new Uint8Array(core.memory.buffer);
  const result = () => memory().slice(core.result_pointer() >>> 0, (core.result_pointer() >>> 0) + core.result_length());
  const lend = (bytes, call) => {
    const pointer = core.allocate(bytes.length);
    assert.notEqual(pointer, 0);
    assert.equal(pointer % 16, 0);
    memory().set(bytes, pointer);
    const answer = call(pointer, bytes.length);
    core.release(pointer);
    return answer;
  };
  const text = (value, call) => lend(new TextEncoder().encode(value), call);
  return { core, memory, result, lend, text };
}

function lengthPrefixed(fields) {
  return Buffer.concat(fields.flatMap((field) => [Buffer.from([field.length >> 8, field.length & 255]), field]));
}

function fieldsOf(vector) {
  return [
    Buffer.from(vector.origin), Buffer.from(vector.user_id), Buffer.from(vector.device_name),
    Buffer.from(vector.server_public_key, 'hex'), Buffer.from(vector.phone_public_key, 'hex'),
    Buffer.from(vector.dpop_thumbprint),
  ];
}

test('the module needs nothing and exports what the contract names', () => {
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
  assert.deepEqual(WebAssembly.Module.exports(compiled).map((entry) => entry.name).sort(), [
    'allocate', 'approval_message', 'flow_handle', 'flow_start', 'flow_state', 'memory', 'pairing_link_parse',
    'pairing_origin_set', 'qr_corner', 'qr_decode', 'qr_luminance', 'qr_unread_module', 'release', 'result_length',
    'result_pointer', 'setup_code_parse', 'totp_counter', 'totp_digits', 'totp_remaining', 'transcript',
  ]);
});

test('allocation has its bounds', () => {
  const { core } = start();
  assert.equal(core.allocate(-1), 0);
  assert.equal(core.allocate((16 << 20) + 1), 0);
  core.release(0);
  const pointer = core.allocate(16 << 20);
  assert.notEqual(pointer, 0);
  core.release(pointer);
});

for (const vector of [...vectors.vectors, ...vectors.changed]) {
  test(`links, transcripts and codes: ${vector.name}`, () => {
    const { core, result, lend, text } = start();
    text(vector.origin, core.pairing_origin_set);
    assert.equal(text(vector.link, core.pairing_link_parse), 1);
    assert.deepEqual(Buffer.from(result()), lengthPrefixed([
      Buffer.from(vector.ticket, 'hex'), Buffer.from(vector.server_public_key, 'hex'), Buffer.from(vector.device_name),
    ]));
    text('https://other.example', core.pairing_origin_set);
    assert.equal(text(vector.link, core.pairing_link_parse), -3);

    assert.equal(lend(lengthPrefixed(fieldsOf(vector)), core.transcript), 1);
    assert.equal(Buffer.from(result()).toString('hex'), vector.info);

    // The whole way: key agreement by this runtime, counter and digits by the module.
    const phone = createECDH('prime256v1');
    phone.setPrivateKey(vector.phone_private_key, 'hex');
    const shared = phone.computeSecret(vector.server_public_key, 'hex');
    const salt = createHash('sha256').update(Buffer.from(vector.ticket, 'hex')).digest();
    const key = Buffer.from(hkdfSync('sha256', shared, salt, result(), 32));
    assert.equal(key.toString('hex'), vector.key);
    for (const { time, code } of vector.codes) {
      const milliseconds = BigInt(time) * 1000n;
      core.totp_counter(Number(milliseconds >> 32n), Number(BigInt.asIntN(32, milliseconds)));
      const mac = createHmac('sha256', key).update(result()).digest();
      assert.equal(lend(mac, (pointer, count) => core.totp_digits(pointer, count, 6)), Number(code));
      assert.equal(Buffer.from(result()).toString(), code);
      assert.equal(core.totp_remaining(Number(milliseconds >> 32n), Number(BigInt.asIntN(32, milliseconds))), 30000 - (time % 30) * 1000);
    }
  });
}

test('hostile input is refused', () => {
  const { core, lend, text } = start();
  text('https://a', core.pairing_origin_set);
  for (const value of ['', '#', 'https://a/app/#pair?', 'x'.repeat(100_000), '%'.repeat(2000)]) {
    assert.equal(lend(new TextEncoder().encode(value || ' '), core.pairing_link_parse), 0);
  }
  assert.equal(core.pairing_link_parse(0, 10), 0);
  assert.equal(core.pairing_link_parse(16, -1), 0);
  assert.equal(text('otpauth://totp/a?secret=A', core.pairing_link_parse), -2);
  const fields = fieldsOf(vectors.vectors[0]);
  for (let index = 0; index < fields.length; index += 1) {
    const cut = fields.map((field, position) => (position === index ? field.subarray(0, 0) : field));
    assert.equal(lend(lengthPrefixed(cut), core.transcript), 0);
  }
  assert.equal(lend(lengthPrefixed(fields).subarray(0, -1), core.transcript), 0);
  assert.equal(lend(Buffer.alloc(19), (pointer, count) => core.totp_digits(pointer, count, 6)), -1);
  assert.equal(lend(Buffer.alloc(65), (pointer, count) => core.totp_digits(pointer, count, 6)), -1);
  assert.equal(lend(Buffer.alloc(32), (pointer, count) => core.totp_digits(pointer, count, 9)), -1);
  for (const [width, height] of [[0, 1], [1, 0], [-1, 5], [8193, 1], [8192, 8192], [2 ** 31 - 1, 2 ** 31 - 1]]) {
    assert.equal(core.qr_decode(1024, width, height), -1);
  }
  for (const index of [-1, 8, 2 ** 31 - 1]) assert.equal(core.qr_corner(index), 0);
});

test('setup codes are forgiving', () => {
  const { core, result, text } = start();
  assert.equal(text('7k3qf 9xwom', core.setup_code_parse), 1);
  assert.equal(Buffer.from(result()).toString(), '7K3QF-9XW0M');
  assert.equal(text('7k3qf', core.setup_code_parse), 0);
});

test('the flow keeps to the numbers of the contract', () => {
  const { core } = start();
  core.flow_start();
  assert.equal(core.flow_state(), 0);
  const walk = [[0, 0, 1], [3, 1, 2], [5, 0, 3], [10, 2, 5], [12, 4, 7], [13, 3, 8], [15, 5, 8], [16, 5, 9], [17, 0, 10], [20, 8, 11], [3, 13, 11], [99, 13, 11], [-1, 13, 11]];
  for (const [event, effect, state] of walk) {
    assert.equal(core.flow_handle(event), effect);
    assert.equal(core.flow_state(), state);
  }
});

/** A frame as a camera gives it: the picture turned by an angle, on grey ground with noise. */
function frame(width, height, angle, seed) {
  const [, , size, ...rows] = readFileSync(new URL('Tests/Vectors/pairing-link.pbm', root), 'utf8').trim().split('\n');
  const side = Number(size.split(' ')[0]);
  const scale = (height * 0.62) / side;
  const rgba = new Uint8Array(width * height * 4);
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  let state = seed;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const column = Math.floor((dx * cosine + dy * sine) / scale + side / 2);
      const row = Math.floor((dy * cosine - dx * sine) / scale + side / 2);
      const isInside = column >= 0 && row >= 0 && column < side && row < side;
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      const light = (isInside ? (rows[row][column] === '1' ? 40 : 215) : 120) + ((state >>> 24) % 24) - 12;
      rgba.fill(light, (y * width + x) * 4, (y * width + x) * 4 + 3);
      rgba[(y * width + x) * 4 + 3] = 255;
    }
  }
  return rgba;
}

test('two thousand camera frames are read in the same memory', () => {
  const { core, memory, result } = start();
  const [width, height] = [1280, 720];
  const frames = [0, 0.1, 0.4, 1.2].map((angle, index) => frame(width, height, angle, index + 1));
  frames.push(new Uint8Array(width * height * 4).map((_, index) => (index * 2654435761) >>> 24));
  const rgba = core.allocate(width * height * 4);
  const luminance = core.allocate(width * height);
  let found = 0;
  let sizeAfterWarmUp = 0;
  const times = [];
  const count = Number(process.env.FRAMES ?? 2000);
  for (let index = 0; index < count; index += 1) {
    memory().set(frames[index % frames.length], rgba);
    const begin = performance.now();
    core.qr_luminance(rgba, luminance, width * height);
    const isFound = core.qr_decode(luminance, width, height) === 1;
    times.push(performance.now() - begin);
    if (isFound) {
      found += 1;
      assert.equal(Buffer.from(result()).toString(), vectors.vectors[0].link);
      for (let corner = 0; corner < 8; corner += 1) {
        const limit = 16 * (corner % 2 === 0 ? width : height);
        assert.ok(core.qr_corner(corner) > 0 && core.qr_corner(corner) < limit);
      }
    }
    if (index === 20) sizeAfterWarmUp = memory().length;
  }
  core.release(rgba);
  core.release(luminance);
  assert.equal(found, count / frames.length * (frames.length - 1));
  assert.equal(memory().length, sizeAfterWarmUp);
  times.sort((a, b) => a - b);
  console.log(`memory ${memory().length >> 10} KiB, median ${times[times.length >> 1].toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms`);
});
