/**
 * Requests to the server, each with a proof from this phone's key.
 */

import { proof } from './dpop.js';
import { Refusal } from './problems.js';
import { language } from './texts.js';

/** @typedef {import('./keys.js').ProofKey} ProofKey */

/** Milliseconds after which a request without an answer is given up. */
const patience = 15_000;

/**
 * @typedef {object} Request
 * @property {'GET' | 'POST'} method
 * @property {string} path
 * @property {Record<string, string>} [form] sent as application/x-www-form-urlencoded
 * @property {Record<string, unknown>} [json]
 * @property {string} [accessToken]
 * @property {number} [patience] milliseconds after which it is given up
 * @property {AbortSignal} [signal] gives it up earlier
 */

export class Server {
  /** @type {import('./clock.js').Clock} */ #clock;

  /** @param {import('./clock.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** Learns the server's time, so that the first proof is right even when this phone's clock is wrong. */
  async learnTime() {
    await this.#exchange('/v1/time', { method: 'GET' });
  }

  /**
   * Sends a request with a proof; once more when the server disliked only the time in it.
   *
   * Rejects with a {@link Refusal}.
   * @param {ProofKey} key
   * @param {Request} request
   * @returns {Promise<Record<string, unknown>>} the answer's members
   */
  async send(key, request) {
    if (!this.#clock.isKnown) await this.learnTime();
    try {
      return await this.#sendOnce(key, request);
    } catch (error) {
      const dislikesTime = error instanceof Refusal && typeof error.members.server_time === 'number'
        && ['invalid_dpop_proof', 'invalid-dpop-proof'].includes(error.name);
      if (!dislikesTime) throw error;
      return this.#sendOnce(key, request);
    }
  }

  /**
   * @param {ProofKey} key
   * @param {Request} request
   */
  async #sendOnce(key, { method, path, form, json, accessToken, patience: most, signal }) {
    const url = location.origin + path;
    const headers = new Headers({
      DPoP: await proof(key, { method, url, now: this.#clock.now(), accessToken }),
      Accept: 'application/json',
      'Accept-Language': language,
    });
    if (accessToken !== undefined) headers.set('Authorization', `DPoP ${accessToken}`);
    if (json !== undefined) headers.set('Content-Type', 'application/json');
    const body = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form);
    return this.#exchange(path, { method, headers, body, signal }, most);
  }

  /**
   * One request, one answer; learns the time from it.
   * @param {string} path
   * @param {RequestInit} init
   * @param {number} [most] milliseconds
   */
  async #exchange(path, init, most = patience) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), most);
    init.signal?.addEventListener('abort', () => abort.abort());
    const sentAt = Date.now();
    try {
      const answer = await fetch(path, { ...init, signal: abort.signal, cache: 'no-store', credentials: 'omit', redirect: 'error' });
      const receivedAt = Date.now();
      const members = await membersOf(answer);
      this.#clock.learn(members.server_time, sentAt, receivedAt);
      if (answer.ok) return members;
      throw new Refusal(nameOf(members), answer.status, withWaitingTime(members, answer.headers));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(abort.signal.aborted ? 'timeout' : 'offline', 0);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<Record<string, unknown>>}
 */
async function membersOf(answer) {
  const text = await answer.text();
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {}; // a proxy's page, say: the status tells enough
  }
}

/** @param {Record<string, unknown>} members */
function nameOf(members) {
  if (typeof members.error === 'string') return members.error;
  return typeof members.type === 'string' ? members.type.split('/').at(-1) ?? '' : '';
}

/**
 * @param {Record<string, unknown>} members
 * @param {Headers} headers
 */
function withWaitingTime(members, headers) {
  const wait = Number(members.retry_after ?? headers.get('Retry-After'));
  return Number.isFinite(wait) && wait > 0 ? { ...members, retry_after: wait } : members;
}
