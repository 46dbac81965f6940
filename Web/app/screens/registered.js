/**
 * The pop-up "Device registered".
 */

import { Event } from '../flow-names.js';
import { fromTemplate, onEscape } from '../template.js';

/** @type {import('../stage.js').Opener} */
export function registered(app) {
  const { node, part, onPress } = fromTemplate('dialog-registered');
  part('name').textContent = app.account?.device?.name ?? '';
  const done = () => app.send(Event.dismiss);
  onPress('done', done);
  onEscape(node, done);
  return { node };
}
