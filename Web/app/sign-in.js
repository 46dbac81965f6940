/**
 * Signing in: password first, then whatever the server still misses (draft-ietf-oauth-first-party-apps).
 */

import { deviceModel } from './device-model.js';
import { Event } from './flow-names.js';
import { makeProofKey } from './keys.js';
import { clockProblem, known, Refusal, tell } from './problems.js';
import { clientID, redeem } from './session.js';
import { Vault } from './vault.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./app.js').Report} Report */
/** @typedef {import('./vault.js').Account} Account */

/**
 * A sign-in that the server has not finished; in memory only.
 * @typedef {object} PendingSignIn
 * @property {Account} account
 * @property {string} authSession
 * @property {string} userID
 * @property {string | null} mandatoryFrom the date (YYYY-MM-DD) from which a device is needed
 * @property {boolean} wasRemoved this phone had been registered before
 * @property {string[]} alternatives what the person may do instead, best first
 * @property {string} way whose code is asked for: one of `alternatives`, or `one_time_code`
 * @property {{resendAt: number} | null} pin when a new PIN may be asked for (server time), once one was sent
 * @property {{number: string, expiresAt: number} | null} approval what the other phone is asked
 */

/**
 * One step of the sign-in.
 * @param {App} app
 * @param {Account} account
 * @param {Record<string, string>} form
 */
export async function challenge(app, account, form) {
  return app.server.send(account.proofKey, {
    method: 'POST', path: '/oauth/authorize-challenge', form: { client_id: clientID, ...form },
  });
}

/**
 * A new account with keys of its own, not yet kept.
 * @param {string} username
 * @returns {Promise<Account>}
 */
async function newAccount(username) {
  return {
    id: Vault.accountID(username), username: username.trim(), displayName: '', proofKey: await makeProofKey(),
    device: null, pending: null, tokens: null,
  };
}

/**
 * Sends username and password.
 * @param {App} app
 * @param {Report} report
 * @param {{username: string, password: string}} credentials
 */
export async function sendCredentials(app, report, { username, password }) {
  let wasRemoved = false;
  /** @type {{username: string, password: string, device_model: string} | undefined} */
  let form;
  try {
    form = { username: username.trim().normalize('NFC'), password, device_model: await deviceModel() };
    const account = await app.vault.account(Vault.accountID(username)) ?? await newAccount(username);
    wasRemoved = account.device !== null;
    await advance(app, report, account, form, false);
  } catch (error) {
    if (form && wasRemoved && isInsufficient(error)) {
      // This phone's key counts no more. A removed key cannot be registered again, so a new one begins.
      const account = await newAccount(username);
      await advance(app, report, account, form, true).catch((again) => refuse(app, report, again));
    } else {
      refuse(app, report, error);
    }
  }
}

/**
 * The form field of each way's code.
 * @type {Record<string, string>}
 */
const fields = { email: 'pin', sms: 'pin', recovery_code: 'recovery_code', bypass_code: 'bypass_code' };

/**
 * Sends the code of the way that was chosen.
 * @param {App} app
 * @param {Report} report
 * @param {{code: string}} input
 */
export async function sendOneTimeCode(app, report, { code }) {
  await continueWith(app, report, { [fields[app.signIn?.way ?? ''] ?? 'one_time_code']: code });
}

/**
 * Has a PIN sent on the channel that was chosen.
 * @param {App} app
 * @param {Report} report
 */
export async function sendPIN(app, report) {
  await continueWith(app, report, { send_pin: app.signIn?.way ?? '' });
}

/**
 * Goes on without a device, before the policy's date.
 * @param {App} app
 * @param {Report} report
 */
export async function sendSkip(app, report) {
  await continueWith(app, report, { skip: 'true' });
}

/**
 * @param {App} app
 * @param {Report} report
 * @param {Record<string, string>} form
 */
export async function continueWith(app, report, form) {
  const { signIn } = app;
  if (signIn === null) return void report(Event.sessionExpired, { problem: known('invalid_session') });
  try {
    await advance(app, report, signIn.account, { auth_session: signIn.authSession, ...form }, false);
  } catch (error) {
    refuse(app, report, error);
  }
}

/**
 * @param {unknown} error
 * @returns {error is Refusal}
 */
export function isInsufficient(error) {
  return error instanceof Refusal && error.name === 'insufficient_authorization';
}

/**
 * Sends a step and reports what the server wants next. Rejects with everything else, and, unless the phone's
 * removal is known already, also when a registered phone is not enough any more.
 * @param {App} app
 * @param {Report} report
 * @param {Account} account
 * @param {Record<string, string>} form
 * @param {boolean} wasRemoved
 */
async function advance(app, report, account, form, wasRemoved) {
  const { turn } = app;
  try {
    const answer = await challenge(app, account, form);
    if (turn !== app.turn) return; // cancelled meanwhile
    await redeem(app, account, String(answer.authorization_code ?? ''));
    app.account = account;
    app.signIn = null;
    report(Event.accepted, {});
  } catch (error) {
    if (turn !== app.turn) return;
    if (!isInsufficient(error) || account.device !== null) throw error;
    app.signIn = noteAnswer(app, account, error.members, wasRemoved);
    tellNext(report, error.members);
  }
}

/**
 * What is known of the sign-in after an answer.
 * @param {App} app
 * @param {Account} account
 * @param {Record<string, unknown>} members
 * @param {boolean} wasRemoved
 * @returns {PendingSignIn}
 */
function noteAnswer(app, account, members, wasRemoved) {
  const { auth_session: authSession, user_id: userID, mandatory_from: mandatoryFrom, next, alternatives } = members;
  const before = app.signIn;
  const inSeconds = (/** @type {unknown} */ seconds) => app.clock.now() + Number(seconds ?? 0) * 1000;
  return {
    account,
    authSession: String(authSession ?? ''),
    userID: String(userID ?? before?.userID ?? ''),
    mandatoryFrom: typeof mandatoryFrom === 'string' ? mandatoryFrom : before?.mandatoryFrom ?? null,
    wasRemoved: wasRemoved || before?.wasRemoved === true,
    alternatives: Array.isArray(alternatives) ? alternatives.map(String) : before?.alternatives ?? [],
    way: before?.way ?? 'one_time_code',
    pin: next === 'pin' ? { resendAt: inSeconds(members.resend_in) } : before?.pin ?? null,
    approval: next === 'phone_approval'
      ? { number: String(members.number ?? ''), expiresAt: inSeconds(members.approval_expires_in) } : null,
  };
}

/**
 * Tells the machine what the server wants next.
 * @param {Report} report
 * @param {Record<string, unknown>} members
 */
function tellNext(report, { next, reason, tries_left: triesLeft, clock_off: clockOff }) {
  const problem = reason === 'clock_off' ? clockProblem(Number(clockOff))
    : typeof reason === 'string' ? known(reason, Number(triesLeft)) : null;
  if (next === 'pin' && problem === null) report(Event.codeSent, {});
  else if (next === 'pin' || reason === 'wrong_code' || reason === 'clock_off') report(Event.refused, { problem });
  else if (next === 'name_device') report(Event.vouchedFor, {});
  else if (next === 'one_time_code') report(Event.needsOneTimeCode, {});
  else if (next === 'offer_device') report(Event.offersDevice, {});
  else if (!report(Event.needsDevice, {})) report(Event.registerNow, {}); // the latter after another app's code
}

/**
 * @param {App} app
 * @param {Report} report
 * @param {unknown} error
 */
export function refuse(app, report, error) {
  const isOver = error instanceof Refusal && error.name === 'invalid_session';
  if (isOver) app.signIn = null;
  report(isOver ? Event.sessionExpired : Event.refused, { problem: tell(error) });
}
