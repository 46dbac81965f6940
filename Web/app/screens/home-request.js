/**
 * The card of the home screen on which a registered phone decides about a new one.
 */

import { fromBase64url, toBase64url } from '../bytes.js';
import { timeText } from '../dates.js';
import { Event } from '../flow-names.js';
import { codeMAC } from '../keys.js';
import { known, tell } from '../problems.js';
import { call } from '../session.js';
import { fillProblem } from '../stage.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';

/** @typedef {import('../app.js').App} App */

/**
 * A request as the server tells it.
 * @typedef {object} Request
 * @property {string} id
 * @property {'waiting' | 'approved' | 'used'} state
 * @property {string} model
 * @property {string} address
 * @property {number} asked_at
 * @property {string} [thumbprint]
 * @property {number[]} [numbers]
 * @property {number} [expires_in]
 * @property {string} [device_name]
 */

export class RequestCard {
  #app;
  #place;
  #refresh;
  #shown = '';
  /** Requests that need no card any more. @type {Set<string>} */
  #done = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** Whether the person has asked for this phone to go: the news that it is gone may be here before the answer. */
  isLeaving = false;

  /**
   * @param {App} app
   * @param {HTMLElement} place
   * @param {() => void} refresh asks for news at once
   */
  constructor(app, place, refresh) {
    this.#app = app;
    this.#place = place;
    this.#refresh = refresh;
  }

  /** @param {unknown} answer the request, or nothing */
  show(answer) {
    const request = /** @type {Request | undefined} */ (answer);
    const kind = request && !this.#done.has(`${request.id} ${request.state}`) ? `${request.id} ${request.state}` : '';
    if (kind === this.#shown) return;
    this.#shown = kind;
    clearTimeout(this.#timer);
    if (!request || kind === '') return void this.#place.replaceChildren();
    if (request.state === 'waiting') this.#ask(request);
    else if (request.state === 'approved') this.#notify(say('Approved. Now give the new phone its name there.'));
    else this.#askFarewell(request);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {Request} request */
  #ask(request) {
    const { node, part, onPress } = fromTemplate('new-phone-request');
    part('model').textContent = request.model || say('A phone');
    part('where').textContent = request.address;
    part('when').textContent = timeText(request.asked_at);
    for (const number of request.numbers ?? []) {
      const { node: choice, part: choicePart } = fromTemplate('number-choice');
      const input = /** @type {HTMLInputElement} */ (choicePart('input'));
      input.value = String(number);
      choicePart('digits').textContent = String(number);
      part('numbers').append(choice);
    }
    onPress('approve', () => void this.#approve(request, node, part('problem')));
    onPress('refuse', () => void this.#decide(request, { decision: 'refuse' }, part('problem')));
    this.#place.replaceChildren(node);
    this.#timer = setTimeout(() => this.#refresh(), Math.max(1, request.expires_in ?? 300) * 1000 + 500);
  }

  /**
   * @param {Request} request
   * @param {HTMLElement} node
   * @param {HTMLElement} problem
   */
  async #approve(request, node, problem) {
    const chosen = /** @type {HTMLInputElement | null} */ (node.querySelector('input:checked'));
    const key = this.#app.account?.device?.codeKey;
    if (!chosen) return fillProblem(problem, { sentence: say('Choose the number that the new phone shows.') });
    if (!key || fromBase64url(request.thumbprint)?.length !== 32) return fillProblem(problem, known(''));
    const message = this.#app.core.approvalMessage({
      id: request.id, thumbprint: request.thumbprint ?? '', number: chosen.value,
    });
    const confirmation = toBase64url(await codeMAC(key, message));
    await this.#decide(request, { decision: 'approve', number: Number(chosen.value), confirmation }, problem);
  }

  /**
   * @param {Request} request
   * @param {Record<string, unknown>} json
   * @param {HTMLElement} problem
   */
  async #decide(request, json, problem) {
    const { account } = this.#app;
    if (!account) return;
    try {
      const { state } = await call(this.#app, account, { method: 'POST', path: `/v1/me/approvals/${request.id}`, json });
      this.#finish(request, state === 'approved' ? say('Approved. Now give the new phone its name there.')
        : say('Refused. The sign-in on the other phone is over. If it was not you, somebody knows your password: tell your administrator.'));
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      if (['approval-over', 'wrong-number'].includes(name)) this.#finish(request, tell(error).sentence);
      else fillProblem(problem, tell(error));
    }
  }

  /**
   * @param {Request} request
   * @param {string} sentence
   */
  #finish(request, sentence) {
    this.#done.add(`${request.id} waiting`).add(`${request.id} approved`);
    this.#shown = '';
    this.#notify(sentence);
    this.#refresh();
  }

  /** @param {string} sentence */
  #notify(sentence) {
    const { node, part } = fromTemplate('new-phone-notice');
    part('text').textContent = sentence;
    this.#place.replaceChildren(node);
  }

  /** @param {Request} request */
  #askFarewell(request) {
    const { node, part, onPress } = fromTemplate('new-phone-farewell');
    part('name').textContent = request.device_name ?? request.model;
    onPress('keep', () => {
      this.#done.add(`${request.id} used`);
      this.show(undefined);
      this.#shown = '';
      this.#place.replaceChildren();
    });
    onPress('remove', async () => {
      const { account } = this.#app;
      if (!account || this.isLeaving) return;
      this.isLeaving = true;
      try {
        await call(this.#app, account, { method: 'POST', path: '/v1/me/device/remove', json: {} });
        this.#app.send(Event.deviceRemoved, { reason: 'replaced' });
      } catch (error) {
        this.isLeaving = false;
        fillProblem(part('problem'), tell(error));
      }
    });
    this.#place.replaceChildren(node);
  }
}
