/**
 * What to do when the browser has dropped this phone's key.
 */

import { Event } from '../flow-names.js';
import { fromTemplate } from '../template.js';

/** @type {import('../stage.js').Opener} */
export function keyLost(app) {
  const { node, part, onPress } = fromTemplate('screen-key-lost');
  const name = app.vault.marker()?.device;
  part('name').textContent = name ? `“${name}”` : 'this phone';
  onPress('again', () => app.send(Event.dismiss));
  return { node };
}
