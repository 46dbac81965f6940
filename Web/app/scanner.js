/**
 * Finding a QR code in pictures, away from the page's own thread so that the camera's picture stays smooth.
 */

/** @typedef {import('./phone-core.js').Picture} Picture */

export class Scanner {
  #core;

  /**
   * Null where workers cannot run; the page's own thread then does the work.
   * @type {Worker | null}
   */
  #worker = null;

  /**
   * Who waits for the worker's answer.
   * @type {((text: string | null) => void) | null}
   */
  #waiting = null;

  /** @param {import('./phone-core.js').PhoneCore} core */
  constructor(core) {
    this.#core = core;
    try {
      this.#worker = new Worker(new URL('scanner-worker.js', import.meta.url), { type: 'module' });
      this.#worker.onmessage = ({ data }) => this.#answer(data);
      this.#worker.onerror = () => this.stop();
      this.#worker.postMessage({ module: core.module });
    } catch {
      this.#worker = null;
    }
  }

  /** @param {string | null} text */
  #answer(text) {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(text);
  }

  /**
   * The text of the QR code in a picture, or null. One picture at a time; its pixels are handed over.
   * @param {Picture} picture
   * @returns {Promise<string | null>}
   */
  async read(picture) {
    const worker = this.#worker;
    if (worker === null) return this.#core.readQRCode(picture);
    return new Promise((resolve) => {
      this.#waiting = resolve;
      worker.postMessage({ picture }, [picture.data.buffer]);
    });
  }

  /** Ends the worker; a picture that it had counts as empty. */
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#answer(null);
  }
}
