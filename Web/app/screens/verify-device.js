/**
 * The dialog "Verify device": this phone has to be registered before the sign-in can go on.
 */

import { Event } from '../flow-names.js';
import { keptLink } from '../link.js';
import { fromTemplate, isWaiting, onEscape, setWaiting } from '../template.js';

/** @type {import('../stage.js').Opener} */
export function verifyDevice(app) {
  const { node, part, onPress } = fromTemplate('dialog-verify-device');
  const send = (/** @type {number} */ event) => () => isWaiting(node) || app.send(event);
  const scan = send(Event.scanQR); // the machine uses the kept link, if there is one
  const cancel = () => app.send(Event.cancel);
  onPress('register', scan);
  onPress('scan', scan);
  onPress('approve', send(Event.askApproval));
  onPress('another', send(Event.tryAnotherWay));
  onPress('cancel', cancel);
  onEscape(node, cancel);
  const ways = app.signIn?.alternatives ?? [];
  part('removed').hidden = app.signIn?.wasRemoved !== true;
  part('approve').hidden = !ways.includes('phone_approval');
  part('another').hidden = !ways.some((way) => way !== 'phone_approval' && way !== 'verify_device');
  part('ways').hidden = part('approve').hidden && part('another').hidden;

  const update = (/** @type {Record<string, any>} */ { isBusy }) => {
    if (isBusy !== undefined) setWaiting(node, isBusy);
    const hasLink = keptLink() !== null;
    part('register').hidden = !hasLink && !isBusy;
    part('with-link').hidden = !hasLink;
    part('without-link').hidden = hasLink;
    part('scan').classList.toggle('button-primary', !hasLink);
  };
  update({});
  part(keptLink() === null ? 'scan' : 'register').autofocus = true;
  return { node, update };
}
