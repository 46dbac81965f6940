/**
 * Finding a QR code in pictures, away from the page's own thread so that the camera's picture stays smooth.
 */

/** @typedef {import('./phone-core.js').Picture} Picture */
/** @typedef {import('./phone-core.js').Finding} Finding */
/** @typedef {{id: number, finding?: Finding, hasFailed?: boolean}} Answer */

export class Scanner {
  #core;
  #lastId = 0;

  /**
   * Null where workers cannot run; the page's own thread then does the work.
   * @type {Worker | null}
   */
  #worker = null;

  /**
   * Who waits for the worker's answers, by the number of the picture: an answer that comes late is never another's.
   * @type {Map<number, (finding: Finding | null) => void>}
   */
  #waiting = new Map();

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

  /** @param {Answer} answer */
  #answer({ id, finding, hasFailed }) {
    if (hasFailed) return this.stop();
    this.#waiting.get(id)?.(finding ?? null);
    this.#waiting.delete(id);
  }

  /**
   * What is in a picture; null when it could not be looked at. Its pixels are handed over.
   * @param {Picture} picture
   * @returns {Promise<Finding | null>}
   */
  async read(picture) {
    const worker = this.#worker;
    if (worker === null) return this.#core.readQRCode(picture);
    const id = this.#lastId += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, picture }, [picture.data.buffer]);
    });
  }

  /** Ends the worker; pictures that it had count as empty, and later ones are read on the page's own thread. */
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
