// Answers lines on standard input until it ends, as native/main.swift does, with the phone's WebAssembly module:
// node decode.mjs phone-core.wasm

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { exports: core } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])), {});

/** @param {string} path a grey picture (PGM, P5) */
function read(path) {
  const file = readFileSync(path);
  const [head, , width, height] = /^P5\s+((\d+)\s+(\d+))\s+255\s/.exec(file.subarray(0, 40).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), pixels: file.subarray(head.length) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const space = line.indexOf(' ');
  const picture = read(line.slice(space + 1));
  const pointer = core.allocate(picture.pixels.length) >>> 0;
  new Uint8Array(core.memory.buffer, pointer, picture.pixels.length).set(picture.pixels);
  let least = Infinity;
  let text = '-';
  for (let time = 0; time < Number(line.slice(0, space)); time += 1) {
    const start = performance.now();
    const found = core.qr_decode(pointer, picture.width, picture.height);
    least = Math.min(least, performance.now() - start);
    text = found === 1
      ? Buffer.from(core.memory.buffer, core.result_pointer() >>> 0, core.result_length()).toString('hex')
      : '-';
  }
  core.release(pointer);
  console.log(`${least} ${text}`);
}
