/**
 * The signed-in session: tokens bound to this phone's key, and who is signed in.
 */

import { Refusal } from './problems.js';

/** @typedef {import('./vault.js').Account} Account */
/** @typedef {import('./app.js').App} App */

/** The app's OAuth client id. */
export const clientID = 'countersign-app';

/** Milliseconds before its end at which an access token is no longer used. */
const margin = 20_000;

/**
 * Who is signed in, as `/v1/me` says.
 * @typedef {object} Person
 * @property {string} username
 * @property {string} displayName
 * @property {{name: string, registeredAt: number} | null} device
 * @property {string | null} mandatoryFrom the date (YYYY-MM-DD) from which this sign-in needs a registered phone
 */

/**
 * Trades an authorization code for tokens and keeps the account.
 * @param {App} app
 * @param {Account} account
 * @param {string} code
 */
export async function redeem(app, account, code) {
  const form = { grant_type: 'authorization_code', client_id: clientID, code };
  account.tokens = tokensIn(app, await app.server.send(account.proofKey, { method: 'POST', path: '/oauth/token', form }));
  await app.vault.save(account);
}

/**
 * @param {App} app
 * @param {Record<string, unknown>} answer
 * @returns {import('./vault.js').Tokens}
 */
function tokensIn(app, answer) {
  const { access_token: access, refresh_token: refresh, expires_in: seconds } = answer;
  if (typeof access !== 'string' || typeof refresh !== 'string') throw new Refusal('invalid_grant', 400, answer);
  return { access, refresh, accessExpiresAt: app.clock.now() + Number(seconds ?? 0) * 1000 };
}

/**
 * An access token that still lives. Refresh tokens work once, so only one window of the app refreshes at a time.
 * @param {App} app
 * @param {Account} account
 * @param {string} [refused] a token that the server did not take
 */
async function accessToken(app, account, refused = '') {
  const work = async () => {
    account.tokens = (await app.vault.account(account.id))?.tokens ?? null; // another window may have newer ones
    if (account.tokens === null) throw new Refusal('invalid_grant', 400);
    if (account.tokens.access === refused || account.tokens.accessExpiresAt - margin < app.clock.now()) {
      const form = { grant_type: 'refresh_token', client_id: clientID, refresh_token: account.tokens.refresh };
      account.tokens = tokensIn(app, await app.server.send(account.proofKey, { method: 'POST', path: '/oauth/token', form }));
      await app.vault.save(account);
    }
    return account.tokens.access;
  };
  return navigator.locks ? navigator.locks.request('countersign.tokens', work) : work();
}

/**
 * Calls a protected resource; once more with a new token when the server does not take this one.
 * @param {App} app
 * @param {Account} account
 * @param {import('./server.js').Request} request
 */
export async function call(app, account, request) {
  const ask = (/** @type {string} */ token) => app.server.send(account.proofKey, { ...request, accessToken: token });
  const token = await accessToken(app, account);
  try {
    return await ask(token);
  } catch (error) {
    if (!(error instanceof Refusal) || error.name !== 'invalid-token') throw error;
    return ask(await accessToken(app, account, token));
  }
}

/**
 * Asks the server who is signed in and whether this phone is still registered.
 * @param {App} app
 * @param {Account} account
 * @returns {Promise<Person>}
 */
export async function loadPerson(app, account) {
  const answer = await call(app, account, { method: 'GET', path: '/v1/me' });
  const device = /** @type {Record<string, unknown> | null | undefined} */ (answer.device);
  const person = {
    username: String(answer.username ?? account.username),
    displayName: String(answer.display_name ?? ''),
    device: device ? { name: String(device.name ?? ''), registeredAt: Number(device.registered_at ?? 0) } : null,
    mandatoryFrom: typeof answer.mandatory_from === 'string' ? answer.mandatory_from : null,
  };
  const { pending } = account;
  const isConfirmed = pending !== null && pending.name === person.device?.name;
  if (isConfirmed || account.displayName !== person.displayName || account.username !== person.username) {
    account.displayName = person.displayName;
    account.username = person.username;
    if (isConfirmed) adoptPending(account);
    await app.vault.save(account);
  }
  return person;
}

/**
 * Makes the pending registration this phone's device. Its code was accepted on the web.
 * @param {Account} account
 */
export function adoptPending(account) {
  if (account.pending === null) return;
  account.device = { name: account.pending.name, codeKey: account.pending.codeKey };
  account.pending = null;
}

/**
 * Drops the tokens; the device stays registered. Telling the server is tried but not waited for.
 * @param {App} app
 * @param {Account} account
 */
export async function endSession(app, account) {
  const { tokens } = account;
  account.tokens = null;
  await app.vault.save(account);
  if (tokens === null) return;
  const form = { client_id: clientID, token: tokens.refresh };
  app.server.send(account.proofKey, { method: 'POST', path: '/oauth/revoke', form }).catch(() => undefined);
}

/**
 * Whether a failure says that this phone was removed.
 * @param {unknown} error
 */
export function saysRemoved(error) {
  return error instanceof Refusal && (error.name === 'device-removed' || error.members.reason === 'device_removed');
}

/**
 * Whether a failure says that the session is over.
 * @param {unknown} error
 */
export function saysEnded(error) {
  return error instanceof Refusal && ['invalid_grant', 'invalid-token', 'invalid_token'].includes(error.name);
}
