/**
 * The ways by which a sign-in may go on, as the server names them.
 */

import { Event } from './flow-names.js';
import { say } from './texts.js';

/** @typedef {import('./app.js').App} App */

/**
 * What the prompt for a way's code says.
 * @typedef {object} Prompt
 * @property {string} choice how the list names the way
 * @property {string} hint above the field
 * @property {string} label
 * @property {boolean} isNumeric whether the code has digits only
 * @property {boolean} isSent whether it must be sent first
 * @property {string} empty said when nothing usable was typed
 */

/** @type {Record<string, Prompt>} */
export const prompts = {
  one_time_code: {
    choice: say('Code of another phone or authenticator app'), hint: say('Enter the code that your other phone or authenticator app shows now.'),
    label: say('One-time code'), isNumeric: true, isSent: false, empty: say('Enter the six digits that your authenticator app shows.'),
  },
  email: {
    choice: say('Code by e-mail'), hint: say('If your account has an e-mail address, a code is on its way to it. Enter it here.'),
    label: say('Code from the e-mail'), isNumeric: true, isSent: true, empty: say('Enter the six digits of the e-mail.'),
  },
  sms: {
    choice: say('Code by text message'), hint: say('If your account has a phone number, a code is on its way to it. Enter it here.'),
    label: say('Code from the text message'), isNumeric: true, isSent: true, empty: say('Enter the six digits of the text message.'),
  },
  recovery_code: {
    choice: say('Recovery code'), hint: say('Enter one of the recovery codes that you have kept. This phone is then registered.'),
    label: say('Recovery code'), isNumeric: false, isSent: false, empty: say('Enter a recovery code.'),
  },
  bypass_code: {
    choice: say('Temporary code from your administrator'), hint: say('Enter the temporary code that your administrator gave you.'),
    label: say('Temporary code'), isNumeric: false, isSent: false, empty: say('Enter the temporary code.'),
  },
};

/**
 * How the list names a way; undefined for one that this app does not know.
 * @param {string} way
 */
export function choiceText(way) {
  if (way === 'phone_approval') return say('Approve with your other phone');
  if (way === 'verify_device') return say('Register this phone');
  return Object.hasOwn(prompts, way) ? prompts[way].choice : undefined;
}

/**
 * Goes on by a way.
 * @param {App} app
 * @param {string} way
 */
export function choose(app, way) {
  if (way === 'phone_approval') return app.send(Event.askApproval);
  if (way === 'verify_device') return app.send(Event.registerNow);
  if (app.signIn) app.signIn.way = way;
  return app.send(prompts[way].isSent ? Event.sendPIN : Event.wayChosen);
}
