/**
 * Registering this phone: deriving the key, claiming the registration, waiting for the web page.
 */

import { fromBase64url, sameBytes, toBase64url } from './bytes.js';
import { deviceModel } from './device-model.js';
import { Event } from './flow-names.js';
import { compressedPublicKey } from './keys.js';
import { dropLink, keptLink } from './link.js';
import { derivePairingKey, makeAgreementKeys } from './pairing.js';
import { known, Refusal, tell } from './problems.js';
import { adoptPending, clientID, redeem } from './session.js';
import { isInsufficient } from './sign-in.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./app.js').Report} Report */
/** @typedef {import('./phone-core.js').PairingLink} PairingLink */

/**
 * Values typed by hand.
 * @typedef {object} TypedValues
 * @property {'typed'} kind
 * @property {string} deviceName
 * @property {string} setupCode canonical
 */

/**
 * Claims with the link that opened the app.
 * @param {App} app
 * @param {Report} report
 */
export async function claimWithLink(app, report) {
  const text = keptLink();
  const link = text === null ? null : app.core.parseLink(text);
  dropLink();
  if (link?.kind === 'pairing') await claim(app, report, { candidate: link });
  else report(Event.claimRefused, { problem: known('expired') });
}

/**
 * Claims a registration: tells the server this phone's public key and derives the common key.
 * @param {App} app
 * @param {Report} report
 * @param {{candidate: PairingLink | TypedValues}} input
 */
export async function claim(app, report, { candidate }) {
  const { signIn } = app;
  if (signIn === null) return void report(Event.sessionExpired, { problem: known('invalid_session') });
  const { account } = signIn;
  const deviceName = candidate.deviceName.normalize('NFC');
  try {
    const agreement = await makeAgreementKeys();
    const phonePublicKey = await compressedPublicKey(agreement.publicKey);
    const answer = await app.server.send(account.proofKey, {
      method: 'POST',
      path: '/v1/registrations/claim',
      json: {
        auth_session: signIn.authSession,
        ...(candidate.kind === 'pairing' ? { ticket: toBase64url(candidate.ticket) } : { setup_code: candidate.setupCode }),
        device_name: deviceName,
        public_key: toBase64url(phonePublicKey),
        device_model: await deviceModel(),
      },
    });
    if (await adoptAnswer(app, signIn, answer, { candidate, deviceName, agreement, phonePublicKey })) {
      report(Event.claimAccepted, {});
    }
  } catch (error) {
    const isOver = error instanceof Refusal && error.name === 'invalid-session';
    report(isOver ? Event.sessionExpired : Event.claimRefused, { problem: tell(error) });
  }
}

/**
 * Derives the key of a claimed registration and keeps it; false when the sign-in was cancelled meanwhile.
 * @param {App} app
 * @param {import('./sign-in.js').PendingSignIn} signIn
 * @param {Record<string, unknown>} answer
 * @param {object} own what this phone has chosen itself
 * @param {PairingLink | TypedValues | null} own.candidate what was scanned or typed; null without the web
 * @param {string} own.deviceName
 * @param {CryptoKeyPair} own.agreement
 * @param {Uint8Array} own.phonePublicKey
 */
export async function adoptAnswer(app, signIn, answer, { candidate, deviceName, agreement, phonePublicKey }) {
  const { account } = signIn;
  const { ticket, serverPublicKey, userID } = agreedValues(answer, candidate, deviceName, signIn.userID);
  const info = app.core.transcript({
    origin: location.origin, userID, deviceName, serverPublicKey, phonePublicKey, thumbprint: account.proofKey.thumbprint,
  });
  const codeKey = await derivePairingKey({ privateKey: agreement.privateKey, serverPublicKey, ticket, info });
  if (app.signIn !== signIn) return false;
  signIn.authSession = String(answer.auth_session ?? '');
  account.pending = {
    name: deviceName, codeKey, authSession: signIn.authSession, userID,
    expiresAt: app.clock.now() + Number(answer.expires_in ?? 600) * 1000,
  };
  await app.vault.save(account);
  return true;
}

/**
 * Ticket, key and user on which both sides agree. What was scanned counts; the answer must say the same.
 * @param {Record<string, unknown>} answer
 * @param {PairingLink | TypedValues | null} candidate
 * @param {string} deviceName
 * @param {string} userID as the sign-in said
 */
function agreedValues(answer, candidate, deviceName, userID) {
  const ticket = fromBase64url(answer.ticket);
  const serverPublicKey = fromBase64url(answer.server_public_key);
  const isWhole = ticket?.length === 16 && serverPublicKey?.length === 33 && answer.origin === location.origin
    && answer.device_name === deviceName && userID !== '' && answer.user_id === userID;
  if (!isWhole || !ticket || !serverPublicKey) throw new Refusal('answer-mismatch', 200);
  if (candidate?.kind === 'pairing'
    && !(sameBytes(ticket, candidate.ticket) && sameBytes(serverPublicKey, candidate.serverPublicKey))) {
    throw new Refusal('answer-mismatch', 200);
  }
  return { ticket, serverPublicKey, userID };
}

/** Milliseconds between two questions to the server. */
const pollInterval = 2000;

/**
 * Waits until the code has been typed on the web.
 *
 * Asks from the moment the code is shown, so that a refusal is told at once; success is kept until "Continue" is pressed.
 */
export class Confirmation {
  #app;
  #report;

  /**
   * What came of it, until it could be told.
   * @type {[number, object] | null}
   */
  #outcome = null;
  #isStopped = false;
  #isWanted = false;
  #isAsking = false;

  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /**
   * @param {App} app
   * @param {Report} report
   */
  constructor(app, report) {
    this.#app = app;
    this.#report = report;
    this.#timer = setTimeout(() => this.#ask(), pollInterval);
  }

  /** "Continue" was pressed: goes on now, or says that the web page is not done and asks at once. */
  continue() {
    if (this.#outcome) return this.#tellOutcome(...this.#outcome, true);
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#report(Event.notYetConfirmed, {});
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    void this.#ask();
  }

  /** Asks no more. */
  stop() {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #ask() {
    const { signIn } = this.#app;
    if (signIn === null) return;
    this.#isAsking = true;
    try {
      const { account, authSession } = signIn;
      const answer = await this.#app.server.send(account.proofKey, {
        method: 'POST', path: '/oauth/authorize-challenge', form: { client_id: clientID, auth_session: authSession },
      });
      if (this.#isStopped) return;
      adoptPending(account); // kept even if the tokens do not come: the device is registered now
      await this.#app.vault.save(account);
      await redeem(this.#app, account, String(answer.authorization_code ?? ''));
      this.#app.account = account;
      this.#tellOutcome(Event.confirmed, {});
    } catch (error) {
      if (!this.#isStopped) this.#onRefusal(error);
    } finally {
      this.#isAsking = false;
    }
  }

  /** @param {unknown} error */
  #onRefusal(error) {
    if (!(error instanceof Refusal)) return this.#tellOutcome(Event.sessionExpired, { problem: tell(error) });
    const { reason, next, auth_session: session } = error.members;
    if (isInsufficient(error) && typeof session === 'string' && this.#app.signIn) this.#app.signIn.authSession = session;
    if (isInsufficient(error) && next !== 'confirm_registration') {
      this.#dropPending();
      return this.#tellOutcome(Event.rejected, { problem: known(typeof reason === 'string' ? reason : 'expired') });
    }
    if (['invalid_session', 'invalid_grant'].includes(error.name)) {
      return this.#tellOutcome(Event.sessionExpired, { problem: tell(error) });
    }
    // Not yet, or no connection, or a busy server: ask again.
    this.#app.stage.update({ isOffline: error.status === 0 });
    const wait = Number(error.members.retry_after);
    this.#timer = setTimeout(() => this.#ask(), wait > 0 ? wait * 1000 : pollInterval);
  }

  /** The registration is over without success: its key is of no use. */
  #dropPending() {
    const account = this.#app.signIn?.account;
    if (!account) return;
    account.pending = null;
    void this.#app.vault.save(account);
  }

  /**
   * @param {number} event
   * @param {object} detail
   * @param {boolean} isWanted whether "Continue" was pressed
   */
  #tellOutcome(event, detail, isWanted = this.#isWanted) {
    this.#outcome = [event, detail];
    if (event !== Event.confirmed || isWanted) this.#report(event, detail);
    else this.#app.stage.update({ isConfirmed: true });
  }
}
