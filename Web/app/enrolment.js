/**
 * Registering this phone without the web, because another phone or a recovery code vouches for it.
 */

import { toBase64url } from './bytes.js';
import { deviceModel } from './device-model.js';
import { Event } from './flow-names.js';
import { codeMAC, compressedPublicKey } from './keys.js';
import { makeAgreementKeys } from './pairing.js';
import { known, Refusal, tell } from './problems.js';
import { adoptAnswer } from './registration.js';
import { adoptPending, redeem } from './session.js';
import { challenge, isInsufficient } from './sign-in.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./app.js').Report} Report */

/**
 * Registers this phone: agrees on a key with the server, and proves with a code of it that both have the same.
 * @param {App} app
 * @param {Report} report
 * @param {{name: string}} input the device name
 */
export async function enrol(app, report, { name }) {
  const { signIn } = app;
  if (signIn === null) return void report(Event.sessionExpired, { problem: known('invalid_session') });
  const { account } = signIn;
  const deviceName = name.trim().normalize('NFC');
  try {
    const agreement = await makeAgreementKeys();
    const phonePublicKey = await compressedPublicKey(agreement.publicKey);
    const answer = await app.server.send(account.proofKey, {
      method: 'POST',
      path: '/v1/registrations/own',
      json: {
        auth_session: signIn.authSession, device_name: deviceName, public_key: toBase64url(phonePublicKey),
        device_model: await deviceModel(),
      },
    });
    if (!await adoptAnswer(app, signIn, answer, { candidate: null, deviceName, agreement, phonePublicKey })) return;
    const key = /** @type {import('./vault.js').PendingDevice} */ (account.pending).codeKey;
    const code = app.core.digits(await codeMAC(key, app.core.counter(app.clock.now())));
    const granted = await challenge(app, account, { auth_session: signIn.authSession, one_time_code: code });
    adoptPending(account);
    await app.vault.save(account);
    await redeem(app, account, String(granted.authorization_code ?? ''));
    app.account = account;
    report(Event.confirmed, {});
  } catch (error) {
    account.pending = null;
    fail(report, error);
  }
}

/**
 * @param {Report} report
 * @param {unknown} error
 */
function fail(report, error) {
  const name = error instanceof Refusal ? error.name : '';
  if (['invalid-session', 'invalid_session', 'invalid_grant'].includes(name)) report(Event.sessionExpired, { problem: tell(error) });
  else if (isInsufficient(error) || name === 'not-approved') {
    report(Event.approvalOver, { problem: known('not-approved') });
  } else report(Event.claimRefused, { problem: tell(error) });
}
