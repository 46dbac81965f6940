/**
 * What happens to the account, as soon as it happens: one open request at a time.
 */

import { Refusal } from './problems.js';
import { call } from './session.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./vault.js').Account} Account */

/** Milliseconds after which a request is given up; the server answers after 20 seconds. */
const patience = 30_000;

/** The shortest and the longest wait after a failure, in milliseconds. */
const [shortest, longest] = [2000, 60_000];

export class Live {
  #app;
  #account;
  #tell;

  /** @type {AbortController | null} */ #abort = null;
  /** The last entry that was seen; -1 before the first answer. */
  #head = -1;
  #isOpen = true;
  #isRunning = false;

  /**
   * @param {App} app
   * @param {Account} account
   * @param {(answer: Record<string, unknown> | null, error: unknown) => boolean} tell
   *   what to do with an answer or a failure; false ends it
   */
  constructor(app, account, tell) {
    this.#app = app;
    this.#account = account;
    this.#tell = tell;
    void this.#run();
  }

  /** Asks again at once, e.g. after something was done here, or when the app is looked at again. */
  refresh() {
    this.#head = -1;
    this.#abort?.abort();
    void this.#run();
  }

  /** Asks no more. */
  stop() {
    this.#isOpen = false;
    this.#abort?.abort();
  }

  async #run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    let wait = shortest;
    while (this.#isOpen && document.visibilityState === 'visible') {
      const begun = Date.now();
      try {
        this.#abort = new AbortController();
        const path = this.#head < 0 ? '/v1/me/events' : `/v1/me/events?after=${this.#head}`;
        const answer = await call(this.#app, this.#account, { method: 'GET', path, patience, signal: this.#abort.signal });
        if (!this.#isOpen) break;
        const head = Number(answer.head ?? 0);
        // A server with too many open requests answers at once: then this phone asks less often.
        const isBusy = head === this.#head && Date.now() - begun < 1000;
        this.#head = head;
        wait = shortest;
        if (!this.#tell(answer, null)) break;
        if (isBusy) await pause(longest / 6);
      } catch (error) {
        if (!this.#isOpen) break;
        if (this.#abort?.signal.aborted) continue; // asked to look again
        if (!this.#tell(null, error)) break;
        await pause(error instanceof Refusal && error.status === 0 ? shortest : wait);
        wait = Math.min(wait * 2, longest);
      }
    }
    this.#isRunning = false;
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
