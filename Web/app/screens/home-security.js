/**
 * The list "Security" of the home screen: what happened to the account, newest first.
 */

import { timeText } from '../dates.js';
import { Event } from '../flow-names.js';
import { tell } from '../problems.js';
import { call } from '../session.js';
import { fillProblem } from '../stage.js';
import { fromTemplate, onEscape } from '../template.js';
import { say } from '../texts.js';

/** @typedef {import('../app.js').App} App */

/**
 * One event as the server tells it.
 * @typedef {object} SecurityEvent
 * @property {number} sequence
 * @property {number} at
 * @property {string} sentence
 * @property {string} address
 * @property {string} browser
 * @property {boolean} [repudiable]
 */

/** How many events are shown at first. */
const few = 5;

export class SecurityList {
  #app;
  #part;

  /** @type {SecurityEvent[]} */ #newest = [];
  /** @type {SecurityEvent[]} */ #older = [];
  /** @type {number | null} */ #next = null;
  #isLong = false;

  /**
   * @param {App} app
   * @param {(name: string) => HTMLElement} part the parts of the home screen
   */
  constructor(app, part) {
    this.#app = app;
    this.#part = part;
    part('more').addEventListener('click', () => void this.#more());
  }

  /**
   * Shows the newest page.
   * @param {Record<string, unknown>} answer
   */
  show(answer) {
    this.#newest = eventsIn(answer);
    const last = this.#newest.at(-1)?.sequence ?? 0;
    this.#older = this.#older.filter((event) => event.sequence < last);
    if (this.#older.length === 0) this.#next = nextIn(answer);
    this.#draw();
  }

  async #more() {
    if (!this.#isLong) {
      this.#isLong = true;
      this.#draw();
      return;
    }
    const { account } = this.#app;
    if (!account || this.#next === null) return;
    try {
      const answer = await call(this.#app, account, { method: 'GET', path: `/v1/me/events?before=${this.#next}` });
      this.#older.push(...eventsIn(answer));
      this.#next = nextIn(answer);
      this.#draw();
    } catch (error) {
      fillProblem(this.#part('security-problem'), tell(error));
    }
  }

  #draw() {
    const all = [...this.#newest, ...this.#older];
    const shown = this.#isLong ? all : all.slice(0, few);
    this.#part('events').replaceChildren(...shown.map((event) => this.#row(event)));
    this.#part('events').hidden = all.length === 0;
    this.#part('no-events').hidden = all.length > 0;
    this.#part('more').hidden = shown.length === all.length && this.#next === null;
  }

  /** @param {SecurityEvent} event */
  #row(event) {
    const { node, part } = fromTemplate('security-event');
    part('sentence').textContent = event.sentence;
    part('when').textContent = timeText(event.at);
    part('where').textContent = [event.browser, event.address].filter((text) => text !== '').join(', ');
    part('not-me').hidden = event.repudiable !== true;
    part('not-me').addEventListener('click', () => this.#ask(event));
    return node;
  }

  /**
   * Asks before everything is signed out.
   * @param {SecurityEvent} event
   */
  #ask(event) {
    const { node, part, onPress } = fromTemplate('dialog-not-me');
    const dialog = /** @type {HTMLDialogElement} */ (node);
    const close = () => {
      dialog.close();
      dialog.remove();
    };
    part('event').textContent = `${event.sentence} ${timeText(event.at)}`;
    onPress('keep', close);
    onEscape(node, close);
    let isBusy = false;
    onPress('confirm', async () => {
      const { account } = this.#app;
      if (isBusy || !account) return;
      isBusy = true;
      part('confirm').setAttribute('aria-disabled', 'true');
      try {
        const answer = await call(this.#app, account, {
          method: 'POST', path: `/v1/me/events/${event.sequence}/repudiate`, json: {},
        });
        close();
        // This phone was signed out too.
        this.#app.send(Event.sessionExpired, { problem: { sentence: `${String(answer.sentence ?? '')} ${say('Sign in again.')}` } });
      } catch (error) {
        isBusy = false;
        part('confirm').setAttribute('aria-disabled', 'false');
        fillProblem(part('problem'), tell(error));
      }
    });
    document.body.append(node);
    dialog.showModal();
  }
}

/**
 * @param {Record<string, unknown>} answer
 * @returns {SecurityEvent[]}
 */
function eventsIn(answer) {
  return Array.isArray(answer.events) ? answer.events : [];
}

/** @param {Record<string, unknown>} answer */
function nextIn(answer) {
  return typeof answer.next === 'number' ? answer.next : null;
}
