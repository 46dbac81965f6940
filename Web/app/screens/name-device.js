/**
 * The name of a phone that registers itself.
 */

import { deviceModel } from '../device-model.js';
import { Event } from '../flow-names.js';
import { fromTemplate, isWaiting, setFieldError, setWaiting } from '../template.js';
import { say } from '../texts.js';

/** @type {import('../stage.js').Opener} */
export function nameDevice(app) {
  const { node, part, field, onPress } = fromTemplate('screen-name-device');
  const [form, name] = [part('form'), field('name')];
  void deviceModel().then((model) => {
    if (name.value === '' && app.signIn) name.placeholder = say('e.g. {1}’s {2}', app.signIn.account.username, model);
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isWaiting(form)) return;
    const count = [...name.value.trim().normalize('NFC')].length;
    const isName = count >= 1 && count <= 64;
    setFieldError(name, part('name-error'), isName ? null : say('A device name has 1 to 64 characters.'));
    if (!isName) return void name.focus();
    app.send(Event.nameChosen, { name: name.value });
  });

  onPress('cancel', () => app.send(Event.cancel));
  return { node, update: ({ isBusy }) => isBusy !== undefined && setWaiting(form, isBusy) };
}
