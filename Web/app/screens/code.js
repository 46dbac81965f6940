/**
 * The code to type on the web, until the web page is done.
 */

import { runCodeRing } from '../code-ring.js';
import { Event, State } from '../flow-names.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function code(app) {
  const { node, part, onPress } = fromTemplate('screen-code');
  part('ring').append(fromTemplate('code-ring').node);
  const account = app.signIn?.account;
  const key = account?.pending?.codeKey ?? account?.device?.codeKey;
  const stop = key && runCodeRing(part('ring'), { core: app.core, clock: app.clock, key });
  part('name').textContent = account?.pending?.name ?? account?.device?.name ?? '';
  let isWaitingForPortal = false;
  let isConfirmed = false;
  let isOffline = false;

  onPress('continue', () => app.send(Event.continueTapped));
  onPress('cancel', () => app.send(Event.cancel));

  const show = () => {
    const text = isConfirmed ? say('The web page has accepted the code.')
      : isOffline ? say('There is no connection. Trying again…')
        : isWaitingForPortal ? say('Waiting for the web page…') : '';
    if (part('status').textContent !== text) part('status').textContent = text;
    part('spinner').hidden = text === '' || isConfirmed;
    part('done').hidden = !isConfirmed;
    part('waiting-hint').hidden = !isWaitingForPortal || isConfirmed;
    part('cancel').hidden = isConfirmed;
  };

  return {
    node,
    update: (news) => {
      isConfirmed = news.isConfirmed ?? isConfirmed;
      isOffline = news.isOffline ?? isOffline;
      if (news.state !== undefined) isWaitingForPortal = news.state === State.waitingForPortal;
      show();
    },
    close: stop,
  };
}
