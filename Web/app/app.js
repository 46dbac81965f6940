/**
 * The app: hands events to PhoneCore's state machine, shows its state, does what it asks for.
 */

import { askApproval } from './approval.js';
import { enrol } from './enrolment.js';
import { Effect, Event, State } from './flow-names.js';
import { dropLink, keptLink } from './link.js';
import { known } from './problems.js';
import { claim, claimWithLink, Confirmation } from './registration.js';
import { endSession } from './session.js';
import { sendCredentials, sendOneTimeCode, sendPIN, sendSkip } from './sign-in.js';
import { Stage } from './stage.js';
import { say } from './texts.js';

/**
 * Tells the machine what came of an effect.
 * @typedef {(event: number, detail: any) => boolean} Report
 */

/**
 * The sentences after this phone was removed, by what the server or the person said.
 * @type {Record<string, string>}
 */
const removedSentences = {
  removed: say('This phone was removed from your account on the web. Its keys are deleted. Sign in to register it again.'),
  replaced: say('This phone was removed from your account. From now on your codes are on the new phone.'),
};

/** Where it is kept why this phone was removed, until the next sign-in: the app may be looked at only later. */
const removalKey = 'countersign.removal';

export class App {
  /**
   * Who uses the app: signed in, or about to be.
   * @type {import('./vault.js').Account | null}
   */
  account = null;

  /** @type {import('./sign-in.js').PendingSignIn | null} */
  signIn = null;

  /** Grows whenever a sign-in ends, so that answers to an earlier one are not taken for this one's. */
  turn = 0;

  /** @type {Confirmation | null} */
  #confirmation = null;

  /**
   * @param {object} parts
   * @param {import('./phone-core.js').PhoneCore} parts.core
   * @param {import('./clock.js').Clock} parts.clock
   * @param {import('./server.js').Server} parts.server
   * @param {import('./vault.js').Vault} parts.vault
   */
  constructor({ core, clock, server, vault }) {
    this.core = core;
    this.clock = clock;
    this.server = server;
    this.vault = vault;
    this.stage = new Stage(this);
  }

  /** Looks into the vault and shows the first screen. */
  async start() {
    const account = await this.vault.currentAccount();
    this.account = account;
    this.core.startFlow();
    if (account?.tokens) this.send(Event.startedSignedIn);
    else if (await this.vault.isKeyLost()) this.send(Event.startedKeyLost);
    else if (account && this.#canResume(account)) this.#resume(account);
    else this.send(Event.startedSignedOut);
    if (this.core.state === State.signedOut) this.#tellRemoval();
  }

  /** @param {import('./vault.js').Account} account */
  #canResume({ pending }) {
    return pending !== null && pending.authSession !== '' && pending.expiresAt > this.clock.now() && keptLink() === null;
  }

  /**
   * Goes back to a code that was shown when the browser put the app away, as happens while the person types it on the web.
   * @param {import('./vault.js').Account} account
   */
  #resume(account) {
    this.signIn = {
      account, authSession: account.pending?.authSession ?? '', userID: account.pending?.userID ?? '',
      mandatoryFrom: null, wasRemoved: false, alternatives: [], way: 'one_time_code', pin: null, approval: null,
    };
    const { startedSignedOut, submit, needsDevice, enterManually, codeFound } = Event;
    for (const event of [startedSignedOut, submit, needsDevice, enterManually, codeFound]) this.core.handle(event);
    this.send(Event.claimAccepted);
  }

  /** The app was opened by a pairing link. */
  linkOpened() {
    const isRegistered = this.core.state === State.home && this.account?.device != null;
    if (isRegistered || this.core.parseLink(keptLink() ?? '').kind !== 'pairing') {
      dropLink();
      this.stage.update({});
      this.stage.tell({ sentence: isRegistered ? say('This phone is registered already. The link was not needed.')
        : say('This registration link is not complete. Open it again from the web page.') });
      return;
    }
    this.send(Event.linkOpened);
    if (this.core.state !== State.home) return;
    this.stage.tell({ sentence: say('To register this phone with the link, sign out and sign in again.') });
  }

  /**
   * Something happened.
   * @param {number} event one of `Event`
   * @param {any} detail what the screens and the effect need to know about it
   * @returns {boolean} whether it had a meaning here
   */
  send(event, detail = {}) {
    const effect = this.core.handle(event);
    if (effect === Effect.ignored) return false;
    if (effect === Effect.sendCredentials) localStorage.removeItem(removalKey);
    const { state } = this.core;
    if (state === State.signedOut) this.#endSignIn();
    this.stage.show(state);
    if (state === State.showingCode || state === State.waitingForPortal) {
      this.#confirmation ??= new Confirmation(this, this.#report());
    } else {
      this.#confirmation?.stop();
      this.#confirmation = null;
    }
    void this.#perform(effect, detail);
    return true;
  }

  /**
   * A way to report that is deaf once the sign-in is over.
   * @returns {Report}
   */
  #report() {
    const turn = this.turn;
    return (event, detail) => turn === this.turn && this.send(event, detail);
  }

  /**
   * @param {number} effect one of `Effect`
   * @param {any} detail
   */
  async #perform(effect, detail) {
    switch (effect) {
      case Effect.sendCredentials: return sendCredentials(this, this.#report(), detail);
      case Effect.sendOneTimeCode: return sendOneTimeCode(this, this.#report(), detail);
      case Effect.sendPIN: return sendPIN(this, this.#report());
      case Effect.askApproval: return askApproval(this, this.#report());
      case Effect.enrol: return enrol(this, this.#report(), detail);
      case Effect.sendSkip: return sendSkip(this, this.#report());
      case Effect.claim: return claim(this, this.#report(), detail);
      case Effect.useLink: return claimWithLink(this, this.#report());
      case Effect.pollConfirmation: return this.#confirmation?.continue();
      case Effect.showError: return this.stage.tell(detail.problem ?? known(''));
      case Effect.wipeDevice: return this.#wipe(detail);
      default: return undefined; // screens start and stop the camera and load what they show
    }
  }

  /** Forgets what the sign-in knew, and the tokens. The device stays registered. */
  #endSignIn() {
    this.turn += 1;
    const account = this.signIn?.account ?? this.account;
    this.signIn = null;
    if (!account) return;
    this.account = account;
    const isResumable = account.pending !== null && account.pending.authSession !== '';
    if (account.pending) account.pending.authSession = '';
    if (isResumable || account.tokens) void endSession(this, account);
  }

  /** Says why this phone was removed, if it was. */
  #tellRemoval() {
    const reason = localStorage.getItem(removalKey);
    if (reason !== null) this.stage.tell({ sentence: removedSentences[reason] ?? removedSentences.removed });
  }

  /** @param {{reason?: string}} detail */
  async #wipe({ reason }) {
    const { account } = this;
    this.account = null;
    if (account) await this.vault.remove(account);
    this.vault.clearMarker();
    if (reason !== undefined) localStorage.setItem(removalKey, reason);
    this.#tellRemoval();
  }
}
