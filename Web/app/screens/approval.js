/**
 * The new phone while an old one is asked: shows the number to choose there.
 */

import { Event } from '../flow-names.js';
import { waitingTime } from '../problems.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function approval(app) {
  const { node, part, onPress } = fromTemplate('screen-approval');
  onPress('cancel', () => app.send(Event.cancel));
  /** @type {{number: string, expiresAt: number} | null} */
  let request = null;

  const show = () => {
    part('asking').hidden = request !== null;
    part('asked').hidden = request === null;
    if (request === null) return;
    const left = Math.max(0, Math.ceil((request.expiresAt - app.clock.now()) / 60_000)) * 60;
    part('left').textContent = left > 0 ? say('The request is good for {1}.', waitingTime(left)) : '';
    if (part('number').textContent !== request.number) part('number').textContent = request.number;
  };
  const timer = setInterval(show, 10_000);
  show();
  return {
    node,
    update: (news) => {
      request = news.approval ?? request;
      show();
    },
    close: () => clearInterval(timer),
  };
}
