/**
 * The sign-in form.
 */

import { Event, State } from '../flow-names.js';
import { keptLink } from '../link.js';
import { fromTemplate, isWaiting, setFieldError, setWaiting } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function signIn(app) {
  const { node, part, field, onPress } = fromTemplate('screen-sign-in');
  const [form, username, password] = [part('form'), field('username'), field('password')];
  username.value = app.account?.username ?? '';
  part('device').textContent = app.account?.device?.name ?? '';

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isWaiting(form)) return;
    setFieldError(username, part('username-error'), username.value.trim() === '' ? say('Enter your username.') : null);
    setFieldError(password, part('password-error'), password.value === '' ? say('Enter your password.') : null);
    const wrong = [username, password].find((input) => input.getAttribute('aria-invalid') === 'true');
    if (wrong) wrong.focus();
    else app.send(Event.submit, { username: username.value, password: password.value });
  });

  onPress('show', () => {
    const isShown = password.type === 'text';
    password.type = isShown ? 'password' : 'text';
    part('show').setAttribute('aria-pressed', String(!isShown));
  });

  return {
    node,
    update: ({ state, isBusy }) => {
      if (isBusy !== undefined) setWaiting(form, isBusy);
      if (state !== undefined && state !== State.signedOut && state !== State.submitting) password.value = '';
      part('link-hint').hidden = keptLink() === null;
      part('registered').hidden = !app.account?.device || app.signIn?.wasRemoved === true;
    },
    tell: () => {
      password.value = '';
      if (document.activeElement === document.body || form.contains(document.activeElement)) {
        (username.value === '' ? username : password).focus();
      }
      return false;
    },
  };
}
