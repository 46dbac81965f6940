/**
 * PhoneCore: the Swift part of the app, compiled to WebAssembly. This file turns its pointers into values.
 */

import { lengthPrefixed, readLengthPrefixed, textOf, utf8 } from './bytes.js';
import { QRReader } from './qr-reader.js';

/**
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(count: number) => number} allocate
 * @property {(pointer: number) => void} release
 * @property {() => number} result_pointer
 * @property {() => number} result_length
 * @property {(pixels: number, width: number, height: number) => number} qr_decode
 * @property {(index: number) => number} qr_corner
 * @property {() => number} qr_unread_module
 * @property {(rgba: number, luminance: number, pixelCount: number) => void} qr_luminance
 * @property {(pointer: number, count: number) => void} pairing_origin_set
 * @property {(pointer: number, count: number) => number} pairing_link_parse
 * @property {(pointer: number, count: number) => number} setup_code_parse
 * @property {(pointer: number, count: number) => number} transcript
 * @property {(pointer: number, count: number) => number} approval_message
 * @property {(high: number, low: number) => number} totp_counter
 * @property {(high: number, low: number) => number} totp_remaining
 * @property {(pointer: number, count: number, digits: number) => number} totp_digits
 * @property {() => void} flow_start
 * @property {() => number} flow_state
 * @property {(event: number) => number} flow_handle
 */

/**
 * What the portal's QR code or link says.
 * @typedef {object} PairingLink
 * @property {'pairing'} kind
 * @property {Uint8Array} ticket 16 bytes
 * @property {Uint8Array} serverPublicKey 33 bytes, compressed
 * @property {string} deviceName
 */

/** @typedef {PairingLink | {kind: 'other' | 'authenticator' | 'otherOrigin'}} ScannedText */

/** @typedef {import('./qr-reader.js').Picture} Picture */
/** @typedef {import('./qr-reader.js').Finding} Finding */

export class PhoneCore {
  /** @type {Exports} */ #exports;

  /** @type {WebAssembly.Module} the compiled code, so that a worker need not load it again */
  module;

  #reader;

  /**
   * @param {WebAssembly.Module} module
   * @param {WebAssembly.Instance} instance
   */
  constructor(module, instance) {
    this.module = module;
    this.#exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
    this.#reader = new QRReader(this.#exports);
  }

  /**
   * Loads and compiles the module.
   * @param {string} url
   */
  static async load(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`PhoneCore: status ${answer.status}`);
    return PhoneCore.start(await WebAssembly.compile(await answer.arrayBuffer()));
  }

  /**
   * A new instance of compiled code.
   * @param {WebAssembly.Module} module
   */
  static async start(module) {
    return new PhoneCore(module, await WebAssembly.instantiate(module, {}));
  }

  /** The bytes that the last call left. */
  #result() {
    const { memory, result_pointer, result_length } = this.#exports;
    return new Uint8Array(memory.buffer, result_pointer() >>> 0, result_length()).slice();
  }

  /**
   * Lends bytes to the core for one call.
   * @template T
   * @param {Uint8Array} bytes
   * @param {(pointer: number, count: number) => T} call
   */
  #lend(bytes, call) {
    const pointer = this.#allocate(Math.max(1, bytes.length));
    try {
      new Uint8Array(this.#exports.memory.buffer, pointer, bytes.length).set(bytes);
      return call(pointer, bytes.length);
    } finally {
      this.#exports.release(pointer);
    }
  }

  /** @param {number} count */
  #allocate(count) {
    const pointer = this.#exports.allocate(count) >>> 0;
    if (pointer === 0) throw new RangeError('PhoneCore has no memory left.');
    return pointer;
  }

  /**
   * Looks for a QR code in a picture; null for a picture without pixels or with too many.
   * @param {Picture} picture
   */
  readQRCode(picture) {
    return this.#reader.read(picture);
  }

  /**
   * Sets the address that pairing links must have.
   * @param {string} origin
   */
  setOrigin(origin) {
    this.#lend(utf8(origin), this.#exports.pairing_origin_set);
  }

  /**
   * Reads a pairing link.
   * @param {string} text
   * @returns {ScannedText}
   */
  parseLink(text) {
    const verdict = this.#lend(utf8(text), this.#exports.pairing_link_parse);
    if (verdict === -2) return { kind: 'authenticator' };
    if (verdict === -3) return { kind: 'otherOrigin' };
    if (verdict !== 1) return { kind: 'other' };
    const [ticket, serverPublicKey, name] = readLengthPrefixed(this.#result());
    return { kind: 'pairing', ticket, serverPublicKey, deviceName: textOf(name) };
  }

  /**
   * The canonical spelling (`XXXXX-XXXXX`) of a setup code as typed, or null.
   * @param {string} text
   */
  parseSetupCode(text) {
    return this.#lend(utf8(text), this.#exports.setup_code_parse) === 1 ? textOf(this.#result()) : null;
  }

  /**
   * What the derived key is bound to. Throws a RangeError when the core refuses a field.
   * @param {object} fields
   * @param {string} fields.origin
   * @param {string} fields.userID
   * @param {string} fields.deviceName
   * @param {Uint8Array} fields.serverPublicKey
   * @param {Uint8Array} fields.phonePublicKey
   * @param {string} fields.thumbprint
   */
  transcript({ origin, userID, deviceName, serverPublicKey, phonePublicKey, thumbprint }) {
    const input = lengthPrefixed([
      utf8(origin), utf8(userID), utf8(deviceName), serverPublicKey, phonePublicKey, utf8(thumbprint),
    ]);
    if (this.#lend(input, this.#exports.transcript) !== 1) throw new RangeError('Not a transcript.');
    return this.#result();
  }

  /**
   * What this phone's key confirms when it approves a new phone. Throws a RangeError when the core refuses a field.
   * @param {{id: string, thumbprint: string, number: string}} approval
   */
  approvalMessage({ id, thumbprint, number }) {
    const input = lengthPrefixed([utf8(id), utf8(thumbprint), utf8(number)]);
    if (this.#lend(input, this.#exports.approval_message) !== 1) throw new RangeError('Not an approval.');
    return this.#result();
  }

  /**
   * The counter of the time step (RFC 6238 §4.2), 8 bytes.
   * @param {number} now the server's time in milliseconds
   */
  counter(now) {
    this.#exports.totp_counter(Math.floor(now / 2 ** 32), Math.floor(now) | 0);
    return this.#result();
  }

  /**
   * Milliseconds until the next time step.
   * @param {number} now the server's time in milliseconds
   */
  remaining(now) {
    return this.#exports.totp_remaining(Math.floor(now / 2 ** 32), Math.floor(now) | 0);
  }

  /**
   * The six digits of a MAC.
   * @param {Uint8Array} mac
   */
  digits(mac) {
    if (this.#lend(mac, (pointer, count) => this.#exports.totp_digits(pointer, count, 6)) === -1) {
      throw new RangeError('Not a MAC.');
    }
    return textOf(this.#result());
  }

  /** Puts the sign-in state machine at its beginning. */
  startFlow() {
    this.#exports.flow_start();
  }

  /** Where the sign-in is (`State`). */
  get state() {
    return this.#exports.flow_state();
  }

  /**
   * Tells the state machine what happened.
   * @param {number} event one of `Event`
   * @returns {number} one of `Effect`
   */
  handle(event) {
    return this.#exports.flow_handle(event);
  }
}

