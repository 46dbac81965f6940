/**
 * The dialog before the policy's date: registering now, or later.
 */

import { Event } from '../flow-names.js';
import { dayText } from '../dates.js';
import { fromTemplate, isWaiting, onEscape, setWaiting } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function offerDevice(app) {
  const { node, part, onPress } = fromTemplate('dialog-offer-device');
  const date = app.signIn?.mandatoryFrom ? dayText(app.signIn.mandatoryFrom) : null;
  part('when').textContent = date ? say('Signing in with a registered phone becomes mandatory on {1}.', date)
    : say('With a registered phone, only you can sign in, even if someone learns your password.');
  onPress('register', () => isWaiting(node) || app.send(Event.registerNow));
  onPress('skip', () => isWaiting(node) || app.send(Event.skip));
  onEscape(node, () => app.send(Event.cancel));
  return { node, update: ({ isBusy }) => isBusy !== undefined && setWaiting(node, isBusy) };
}
