/**
 * The prompt for a code: of another authenticator app, or of the way that was chosen.
 */

import { Event } from '../flow-names.js';
import { waitingTime } from '../problems.js';
import { fromTemplate, isWaiting, setFieldError, setWaiting } from '../template.js';
import { say } from '../texts.js';
import { prompts } from '../ways.js';

/** @type {import('../stage.js').Opener} */
export function oneTimeCode(app) {
  const { node, part, field, onPress } = fromTemplate('screen-one-time-code');
  const [form, code] = [part('form'), field('code')];
  const prompt = prompts[app.signIn?.way ?? 'one_time_code'] ?? prompts.one_time_code;
  part('hint').textContent = prompt === prompts.one_time_code && !app.signIn?.alternatives.includes('one_time_code')
    ? say('Enter the code that your authenticator app shows now.') : prompt.hint;
  part('label').textContent = prompt.label;
  if (!prompt.isNumeric) {
    code.inputMode = 'text';
    code.autocapitalize = 'characters';
    code.maxLength = 64;
    code.classList.remove('input-code');
    code.classList.add('mono');
  }
  part('sending').hidden = !prompt.isSent;
  part('register').hidden = !app.signIn?.alternatives.includes('verify_device');
  part('another').hidden = (app.signIn?.alternatives.length ?? 0) === 0;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isWaiting(form)) return;
    const typed = code.value.replace(/[\s-]/g, '');
    const isCode = prompt.isNumeric ? /^\d{6,8}$/.test(typed) : typed !== '';
    setFieldError(code, part('code-error'), isCode ? null : prompt.empty);
    if (!isCode) return void code.focus();
    app.stage.tell(null);
    app.send(Event.submit, { code: prompt.isNumeric ? typed : code.value.trim() });
    setWaiting(form, true);
  });

  const count = () => {
    const resendAt = app.signIn?.pin?.resendAt;
    const seconds = resendAt === undefined ? 0 : Math.ceil((resendAt - app.clock.now()) / 1000);
    part('resend').setAttribute('aria-disabled', String(seconds > 0));
    part('resend-in').textContent = seconds > 0 ? say('You can have a new one sent in {1}.', waitingTime(seconds)) : '';
  };
  const timer = prompt.isSent ? setInterval(count, 1000) : undefined;
  if (prompt.isSent) part('resend').setAttribute('aria-disabled', 'true');
  onPress('resend', () => {
    if (part('resend').getAttribute('aria-disabled') === 'true') return;
    part('sent').textContent = '';
    app.stage.tell(null);
    app.send(Event.sendPIN);
  });

  onPress('register', () => app.send(Event.registerNow));
  onPress('another', () => app.send(Event.tryAnotherWay));
  onPress('cancel', () => app.send(Event.cancel));
  return {
    node,
    update: () => {
      if (!prompt.isSent || !app.signIn?.pin) return;
      if (part('sent').textContent === '') part('sent').textContent = say('A code was sent.');
      count();
    },
    tell: () => {
      setWaiting(form, false);
      code.value = '';
      code.focus();
      return false;
    },
    close: () => clearInterval(timer),
  };
}
