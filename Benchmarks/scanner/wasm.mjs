// Answers lines on standard input until it ends: `decode PATH [TIMES]` reads a picture (PGM, P5) with the phone's
// WebAssembly module and prints `MILLISECONDS TEXT`, the least of so many times, the text in hexadecimal and `-`
// without a code; `memory` prints the bytes of the module's memory. Usage: node wasm.mjs phone-core.wasm
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const core = instance.exports;

/** @param {string} path */
function picture(path) {
  const bytes = readFileSync(path);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error(`${path}: no PGM`);
  const [all, width, height] = header;
  return { width: Number(width), height: Number(height), pixels: bytes.subarray(all.length) };
}

/**
 * @param {string} path
 * @param {number} times
 */
function decode(path, times) {
  const { width, height, pixels } = picture(path);
  const pointer = core.allocate(width * height);
  new Uint8Array(core.memory.buffer).set(pixels.subarray(0, width * height), pointer);
  let least = Infinity;
  let found = 0;
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    found = core.qr_decode(pointer, width, height);
    least = Math.min(least, performance.now() - start);
  }
  core.release(pointer);
  const text = Buffer.from(core.memory.buffer, core.result_pointer(), core.result_length());
  return `${least} ${found === 1 ? text.toString('hex') : '-'}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, path, times] = line.split(' ');
  console.log(verb === 'decode' ? decode(path, Number(times ?? 1)) : core.memory.buffer.byteLength);
}
