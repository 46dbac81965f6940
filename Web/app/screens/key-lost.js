/**
 * What to do when the browser has dropped this phone's key.
 */

import { Event } from '../flow-names.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function keyLost(app) {
  const { node, part, onPress } = fromTemplate('screen-key-lost');
  const name = app.vault.marker()?.device;
  part('sentence').textContent = name
    ? say('This browser has deleted the key of “{1}”, as happens when its data is cleared. The key cannot be brought back, and nobody else has it.', name)
    : say('This browser has deleted this phone’s key, as happens when its data is cleared. The key cannot be brought back, and nobody else has it.');
  onPress('again', () => app.send(Event.dismiss));
  return { node };
}
