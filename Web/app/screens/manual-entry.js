/**
 * Device name and setup code by hand. A pairing link pasted into either field works as well.
 */

import { Event } from '../flow-names.js';
import { fromTemplate, isWaiting, setFieldError, setWaiting } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function manualEntry(app) {
  const { node, part, field, onPress } = fromTemplate('screen-manual-entry');
  const [form, name, code] = [part('form'), field('name'), field('code')];

  /** @param {string} text */
  const useLink = (text) => {
    const candidate = app.core.parseLink(text.trim());
    if (candidate.kind !== 'pairing') return false;
    name.value = candidate.deviceName;
    return app.send(Event.codeFound, { candidate });
  };

  const nameError = () => {
    const count = [...name.value.normalize('NFC')].length;
    if (count === 0) return say('Enter the device name as the web page shows it.');
    return count > 64 ? say('A device name has at most 64 characters.') : null;
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isWaiting(form) || useLink(code.value) || useLink(name.value)) return;
    const setupCode = app.core.parseSetupCode(code.value);
    setFieldError(name, part('name-error'), nameError());
    setFieldError(code, part('code-error'), setupCode === null
      ? say('A setup code has ten letters and digits, such as 7K3QF-9XW2M.') : null);
    const wrong = [name, code].find((input) => input.getAttribute('aria-invalid') === 'true');
    if (wrong) wrong.focus();
    else app.send(Event.codeFound, { candidate: { kind: 'typed', deviceName: name.value.normalize('NFC'), setupCode } });
  });

  for (const input of [name, code]) {
    input.addEventListener('paste', (event) => {
      if (!isWaiting(form) && useLink(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    });
  }

  onPress('scan', () => isWaiting(form) || app.send(Event.scanQR));
  onPress('cancel', () => app.send(Event.cancel));
  return {
    node,
    update: ({ isBusy }) => isBusy !== undefined && setWaiting(form, isBusy),
    tell: (problem) => {
      // A wrong name belongs to its field; everything else stands above the form.
      if (!problem.isAboutName) return false;
      setFieldError(name, part('name-error'), problem.sentence);
      name.focus();
      return true;
    },
  };
}
