/**
 * The prompt for the code of another authenticator app.
 */

import { Event } from '../flow-names.js';
import { fromTemplate, isWaiting, setFieldError, setWaiting } from '../template.js';

/** @type {import('../stage.js').Opener} */
export function oneTimeCode(app) {
  const { node, part, field, onPress } = fromTemplate('screen-one-time-code');
  const [form, code] = [part('form'), field('code')];

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isWaiting(form)) return;
    const digits = code.value.replace(/[\s-]/g, '');
    const isCode = /^\d{6,8}$/.test(digits);
    setFieldError(code, part('code-error'), isCode ? null : 'Enter the six digits that your authenticator app shows.');
    if (!isCode) return void code.focus();
    app.stage.tell(null);
    app.send(Event.submit, { code: digits });
    setWaiting(form, true);
  });

  onPress('register', () => app.send(Event.registerNow));
  onPress('cancel', () => app.send(Event.cancel));
  return {
    node,
    tell: () => {
      setWaiting(form, false);
      code.value = '';
      code.focus();
      return false;
    },
  };
}
