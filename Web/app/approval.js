/**
 * A new phone that asks an old one to vouch for it: the asking side.
 */

import { Event, State } from './flow-names.js';
import { known, Refusal } from './problems.js';
import { challenge, isInsufficient, refuse } from './sign-in.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./app.js').Report} Report */

/** Milliseconds between two questions to the server. */
const pollInterval = 2000;

/**
 * Asks for approval, then looks what came of it until the other phone has decided or this one leaves the screen.
 * @param {App} app
 * @param {Report} report
 */
export async function askApproval(app, report) {
  const { signIn } = app;
  if (signIn === null) return void report(Event.sessionExpired, { problem: known('invalid_session') });
  const { account, authSession } = signIn;
  signIn.approval = null;
  /** @type {Record<string, string>} */
  let form = { auth_session: authSession, approval: 'ask' };
  while (app.signIn === signIn && app.core.state === State.awaitingApproval) {
    try {
      await challenge(app, account, form);
      return void report(Event.sessionExpired, { problem: known('') }); // nothing but a refusal is expected
    } catch (error) {
      if (app.signIn !== signIn || app.core.state !== State.awaitingApproval) return;
      if (!isInsufficient(error)) {
        const isAsked = signIn.approval !== null && error instanceof Refusal && (error.status === 0 || error.status >= 500);
        if (!isAsked) return refuse(app, report, error);
      } else if (error.members.next === 'phone_approval') {
        const expiresAt = app.clock.now() + Number(error.members.approval_expires_in ?? 0) * 1000;
        signIn.approval = { number: String(error.members.number ?? ''), expiresAt };
        app.stage.update({ approval: signIn.approval });
      } else if (error.members.next === 'name_device') {
        return void report(Event.vouchedFor, {});
      } else {
        return void report(Event.approvalOver, { problem: known(String(error.members.reason ?? 'approval_expired')) });
      }
      if (signIn.approval !== null) form = { auth_session: authSession };
    }
    await new Promise((resolve) => { setTimeout(resolve, pollInterval); });
  }
}
