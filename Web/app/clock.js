/**
 * The server's time, learned from its answers, so that a phone whose clock is wrong still shows right codes.
 */

const storageKey = 'countersign.clock';

export class Clock {
  /** Milliseconds that the server is ahead of this phone. */
  offset = 0;

  /** Whether any answer was seen, now or in an earlier run. */
  isKnown = false;

  constructor() {
    const stored = Number.parseFloat(localStorage.getItem(storageKey) ?? '');
    if (Number.isFinite(stored)) {
      this.offset = stored;
      this.isKnown = true;
    }
  }

  /** The server's time in Unix milliseconds. */
  now() {
    return Date.now() + this.offset;
  }

  /**
   * Learns from one answer. The true offset lies between two bounds: the first answer gives their middle, later ones
   * move what is known only as far as their bounds demand, so that a slow answer spoils nothing.
   * @param {unknown} serverTime Unix milliseconds
   * @param {number} sentAt this phone's time before the request
   * @param {number} receivedAt and after the answer
   */
  learn(serverTime, sentAt, receivedAt) {
    if (typeof serverTime !== 'number' || !Number.isFinite(serverTime)) return;
    const lowest = serverTime - receivedAt;
    const highest = Math.max(lowest, serverTime - sentAt);
    const known = this.isKnown ? this.offset : (lowest + highest) / 2;
    this.offset = Math.min(Math.max(known, lowest), highest);
    this.isKnown = true;
    localStorage.setItem(storageKey, String(this.offset));
  }
}
