/**
 * Pictures into PhoneCore, and what it sees in them out again.
 */

import { textOf } from './bytes.js';

/** @typedef {{data: Uint8ClampedArray, width: number, height: number}} Picture pixels as a canvas gives them */

/**
 * What was seen in a picture of that size: the text of a QR code, or null; its corners, x and y of each in pixels, clockwise
 * from its top left; and how bright the picture is, 0…255.
 * @typedef {{text: string | null, corners: number[], width: number, height: number, brightness: number}} Finding
 */

/** The most pixels that one picture may have: one byte each must fit the core's largest allocation. */
const largestPicture = 16 << 20;
const stripPixels = 1 << 18;

export class QRReader {
  #core;

  /** @type {{pixels: number, luminance: number, count: number} | null} */
  #buffers = null;

  /** @param {import('./phone-core.js').Exports} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * Looks for a QR code in a picture; null for a picture without pixels or with too many. Buffers are kept for the next
   * picture of this size.
   * @param {Picture} picture
   * @returns {Finding | null}
   */
  read({ data, width, height }) {
    const count = width * height;
    if (count === 0 || count > largestPicture) return null;
    const core = this.#core;
    const { pixels, luminance } = this.#buffersFor(count);
    for (let start = 0; start < count; start += stripPixels) {
      const strip = Math.min(stripPixels, count - start);
      new Uint8Array(core.memory.buffer, pixels, strip * 4).set(data.subarray(start * 4, (start + strip) * 4));
      core.qr_luminance(pixels, luminance + start, strip);
    }
    const isFound = core.qr_decode(luminance, width, height) === 1;
    const brightness = meanShade(new Uint8Array(core.memory.buffer, luminance, count));
    const finding = { text: null, corners: [], width, height, brightness };
    if (!isFound) return finding;
    try {
      const text = textOf(new Uint8Array(core.memory.buffer, core.result_pointer() >>> 0, core.result_length()).slice());
      return { ...finding, text, corners: [0, 1, 2, 3, 4, 5, 6, 7].map((index) => core.qr_corner(index) / 16) };
    } catch {
      return finding; // not text: none of ours
    }
  }

  /** @param {number} count pixels */
  #buffersFor(count) {
    if (this.#buffers?.count === count) return this.#buffers;
    if (this.#buffers) {
      this.#core.release(this.#buffers.pixels);
      this.#core.release(this.#buffers.luminance);
      this.#buffers = null;
    }
    this.#buffers = { pixels: this.#allocate(stripPixels * 4), luminance: this.#allocate(count), count };
    return this.#buffers;
  }

  /** @param {number} count */
  #allocate(count) {
    const pointer = this.#core.allocate(count) >>> 0;
    if (pointer === 0) throw new RangeError('PhoneCore has no memory left.');
    return pointer;
  }
}

/**
 * The mean of some thousand of the shades of a picture, 0…255.
 * @param {Uint8Array} shades
 */
export function meanShade(shades) {
  const step = Math.max(1, Math.floor(shades.length / 4096));
  let sum = 0;
  let seen = 0;
  for (let index = 0; index < shades.length; index += step, seen += 1) sum += shades[index];
  return seen === 0 ? 0 : sum / seen;
}
