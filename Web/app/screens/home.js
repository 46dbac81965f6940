/**
 * The home screen: the running code, this device, the account.
 */

import { runCodeRing } from '../code-ring.js';
import { dayText, momentText } from '../dates.js';
import { Event } from '../flow-names.js';
import { Live } from '../live.js';
import { Refusal, tell } from '../problems.js';
import { loadPerson, saysEnded, saysRemoved } from '../session.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';
import { RequestCard } from './home-request.js';
import { SecurityList } from './home-security.js';

/** Milliseconds between two questions whether this phone is still registered. */
const interval = 30_000;

/** @type {import('../stage.js').Opener} */
export function home(app) {
  const { node, part, onPress } = fromTemplate('screen-home');
  const { account } = app;
  /** @type {(() => void) | undefined} */ let stopRing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let timer;
  let isOpen = true;
  let isAsking = false;

  /** @param {import('../session.js').Person | null} person */
  const show = (person) => {
    const device = account?.device ?? null;
    if (device && !stopRing) {
      part('ring').append(fromTemplate('code-ring').node);
      stopRing = runCodeRing(part('ring'), { core: app.core, clock: app.clock, key: device.codeKey });
    }
    part('title').textContent = device ? say('Your code') : say('You are signed in');
    part('with-device').hidden = device === null;
    part('without-code').hidden = device !== null || !person?.device;
    part('without-device').hidden = device !== null || person === null || person.device !== null;
    const date = person?.mandatoryFrom ? dayText(person.mandatoryFrom) : null;
    part('mandatory').textContent = date ? say('Signing in with a registered phone becomes mandatory on {1}.', date) : '';
    part('mandatory').hidden = date === null;
    part('device-row').hidden = device === null;
    part('device').textContent = device?.name ?? '';
    const since = person?.device?.registeredAt;
    part('since').textContent = since ? say('Registered on {1}', momentText(since)) : '';
    part('name').textContent = account?.displayName || account?.username || '';
    part('username').textContent = account?.username ?? '';
  };

  /** @param {string} sentence */
  const status = (sentence) => {
    if (part('status-text').textContent !== sentence) part('status-text').textContent = sentence;
    part('status').hidden = sentence === '';
  };

  /**
   * What a failure of a request means for the screen.
   * @param {unknown} error
   */
  const fail = (error) => {
    if (saysRemoved(error)) return void app.send(Event.deviceRemoved, { reason: request.isLeaving ? 'replaced' : 'removed' });
    if (saysEnded(error)) return void app.send(Event.sessionExpired, { problem: tell(error) });
    const isOffline = error instanceof Refusal && error.status === 0;
    status(isOffline ? say('You are offline. Your code still works.') : tell(error).sentence);
  };

  const refresh = () => live?.refresh();
  const request = new RequestCard(app, part('request'), refresh);
  const security = new SecurityList(app, part);
  const live = account && new Live(app, account, (answer, error) => {
    if (answer === null) fail(error);
    else {
      security.show(answer);
      request.show(answer.approval);
      status('');
    }
    return isOpen;
  });

  const ask = async () => {
    clearTimeout(timer);
    if (!account || isAsking || !isOpen) return;
    isAsking = true;
    try {
      const person = await loadPerson(app, account);
      if (!isOpen) return;
      show(person);
      status('');
    } catch (error) {
      if (isOpen) fail(error);
    } finally {
      isAsking = false;
      if (isOpen && document.visibilityState === 'visible') timer = setTimeout(ask, interval);
    }
  };

  const onReturn = () => {
    if (document.visibilityState !== 'visible') return;
    refresh();
    void ask();
  };
  document.addEventListener('visibilitychange', onReturn);
  window.addEventListener('online', onReturn);
  window.addEventListener('offline', onReturn);
  onPress('sign-out', () => app.send(Event.signOut));
  show(null);
  void ask();

  return {
    node,
    close: () => {
      isOpen = false;
      clearTimeout(timer);
      stopRing?.();
      live?.stop();
      request.stop();
      document.removeEventListener('visibilitychange', onReturn);
      window.removeEventListener('online', onReturn);
      window.removeEventListener('offline', onReturn);
    },
  };
}
