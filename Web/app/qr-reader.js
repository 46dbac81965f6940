/**
 * Pictures into PhoneCore, and what it sees in them out again.
 */

import { textOf } from './bytes.js';

/** @typedef {{data: Uint8ClampedArray, width: number, height: number}} Picture pixels as a canvas gives them */

/**
 * What was seen in a picture of that size: the text of a QR code, or null; its corners, x and y of each in pixels, clockwise
 * from its top left; how bright the picture is, 0…255; how much it differs from the one before, 0…255; and how many pixels
 * a module has of what looks like a code and could not be read, 0 without one.
 * @typedef {{text: string | null, corners: number[], width: number, height: number, brightness: number, motion: number,
 *   unreadModule: number}} Finding
 */

/** The most pixels that one picture may have: one byte each must fit the core's largest allocation. */
const largestPicture = 16 << 20;
const stripPixels = 1 << 18;

export class QRReader {
  #core;

  /** @type {{pixels: number, luminance: number, count: number} | null} */
  #buffers = null;

  /**
   * Some thousand shades of the picture before.
   * @type {Uint8Array}
   */
  #before = new Uint8Array();

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
    const shades = someShades(new Uint8Array(core.memory.buffer, luminance, count));
    const motion = meanDifference(shades, this.#before);
    this.#before = shades;
    const unreadModule = isFound ? 0 : core.qr_unread_module() / 16;
    const finding = { text: null, corners: [], width, height, brightness: meanShade(shades), motion, unreadModule };
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
 * Some thousand of the shades of a picture, from all over it.
 * @param {Uint8Array} shades
 */
export function someShades(shades) {
  const step = Math.max(1, Math.floor(shades.length / 4096));
  const some = new Uint8Array(Math.ceil(shades.length / step));
  for (let index = 0; index < some.length; index += 1) some[index] = shades[index * step];
  return some;
}

/**
 * The mean of shades, 0…255.
 * @param {Uint8Array} shades
 */
export function meanShade(shades) {
  return shades.length === 0 ? 0 : shades.reduce((sum, shade) => sum + shade, 0) / shades.length;
}

/**
 * The mean difference between the shades of two pictures, 0…255; 0 when they are not of one size.
 * @param {Uint8Array} shades
 * @param {Uint8Array} before
 */
export function meanDifference(shades, before) {
  if (shades.length !== before.length || shades.length === 0) return 0;
  return shades.reduce((sum, shade, index) => sum + Math.abs(shade - before[index]), 0) / shades.length;
}
