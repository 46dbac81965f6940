/**
 * Sentences for people: what went wrong and what to do next.
 */

import { timeText } from './dates.js';
import { say, sayCount } from './texts.js';

/**
 * Something to tell the person.
 * @typedef {object} Problem
 * @property {string} sentence
 * @property {string} [reference] what the help desk can look up
 * @property {boolean} [isAboutName] it belongs to the field of the device name
 */

/** A request that did not succeed, with the answer's members as far as there was an answer. */
export class Refusal extends Error {
  /**
   * @param {string} name the stable name: an OAuth error code, the last part of a problem's type, or `offline`
   * @param {number} status the HTTP status, 0 without an answer
   * @param {Record<string, unknown>} members
   */
  constructor(name, status, members = {}) {
    super(name);
    this.name = name;
    this.status = status;
    this.members = members;
  }
}

/** @type {Record<string, string>} */
const sentences = {
  offline: say('There is no connection. Check your network, then try again.'),
  timeout: say('The server did not answer in time. Try again.'),
  access_denied: say('The username or password is not correct. Check both, then try again.'),
  invalid_session: say('This sign-in took too long. Sign in again.'),
  'invalid-session': say('This sign-in took too long. Sign in again.'),
  invalid_grant: say('Your session has ended. Sign in again.'),
  invalid_client: say('This app does not fit the server. Close it and open it again.'),
  invalid_dpop_proof: say('The server did not accept this phone’s proof. Try again.'),
  temporarily_unavailable: say('The server is busy.'),
  'invalid-request': say('The device name or the code cannot be right. Compare both with the web page, then try again.'),
  'registration-not-found': say('This code is not valid any more. Make a new QR code on the web, then try again.'),
  'registration-expired': say('This code has expired. Make a new QR code on the web, then try again.'),
  'wrong-account': say('This code belongs to another person. Sign in on the web with the same username as here.'),
  'already-claimed': say('This code was already used by a phone. Make a new QR code on the web, then try again.'),
  'answer-mismatch': say('The server’s answer does not match the code. Make a new QR code on the web, then try again.'),
  rejected: say('The registration was stopped on the web. If that was not you, tell your administrator. Otherwise make a new QR code and try again.'),
  expired: say('The time for this registration is over. Make a new QR code on the web, then try again.'),
  too_many_codes: say('The code was wrong too many times. Make a new QR code on the web, then try again.'),
  wrong_code: say('This code is not correct or was used already. Wait for the next code, then try again.'),
  pin_expired: say('This code is too old. Have a new one sent.'),
  pin_used: say('This code was used already. Have a new one sent.'),
  pin_exhausted: say('This code was wrong too many times. Have a new one sent.'),
  approval_expired: say('Nobody answered on your other phone in time. Ask again, or scan the QR code of the web page.'),
  approval_replaced: say('Another phone asked after this one, so this request is over.'),
  refused_by_phone: say('Your other phone refused this sign-in, so it is over.'),
  'not-approved': say('The approval of your other phone is over. Ask again.'),
  'device-name-taken': say('You already have a device with this name. Choose another name.'),
  'not-registered': say('Only a registered phone can do this.'),
  'approval-over': say('This request is over. If you still want to register the new phone, ask on it again.'),
  'wrong-number': say('The new phone shows another number, so the request was refused.'),
  'not-confirmed': say('This phone’s confirmation is not valid. Nothing was changed.'),
  'not-allowed': say('Remove this phone on the web.'),
  'invalid-device-name': say('A device name has 1 to 64 characters.'),
};

/** @type {Record<string, string>} */
const nameDifferences = {
  case: say('The device name differs in capital and small letters.'),
  spaces: say('The device name differs in its spaces.'),
  quotes: say('The device name differs in its quotation marks or apostrophes.'),
  other: say('The device name is not the one on the web.'),
};

/**
 * How long to wait, in words.
 * @param {number} seconds
 */
export function waitingTime(seconds) {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 100) return sayCount(whole, { one: '1 second', other: '{1} seconds' });
  const minutes = Math.ceil(whole / 60);
  return minutes < 100 ? minutesText(minutes) : sayCount(Math.ceil(minutes / 60), { one: '1 hour', other: '{1} hours' });
}

/** @param {number} minutes */
function minutesText(minutes) {
  return sayCount(minutes, { one: '1 minute', other: '{1} minutes' });
}

/**
 * An entry of a table; names from outside find nothing that is not in it.
 * @param {Record<string, string>} table
 * @param {string} name
 */
function entry(table, name) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * The sentence for a known name.
 * @param {string} name
 * @param {number} [triesLeft] how often a wrong code may still be typed
 * @returns {Problem}
 */
export function known(name, triesLeft = NaN) {
  if (name === 'wrong_code' && triesLeft >= 0) {
    return { sentence: `${say('This code is not correct.')} ${sayCount(triesLeft, { one: '1 try left.', other: '{1} tries left.' })}` };
  }
  return { sentence: entry(sentences, name) ?? say('That did not work. Try again.') };
}

/**
 * A code was of another time.
 * @param {number} seconds by which the clock of the device that showed it is ahead; negative: behind
 * @returns {Problem}
 */
export function clockProblem(seconds) {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  return { sentence: seconds < 0
    ? say('That code is of another time: your other device’s clock is about {1} behind. Set it right, then type the next code.', minutesText(minutes))
    : say('That code is of another time: your other device’s clock is about {1} ahead. Set it right, then type the next code.', minutesText(minutes)) };
}

/**
 * Tells a failure.
 * @param {unknown} error
 * @returns {Problem}
 */
export function tell(error) {
  if (!(error instanceof Refusal)) {
    console.error(error);
    return { sentence: say('That did not work on this phone. Close the app, open it again, and try once more.') };
  }
  const { reference } = error.members;
  const isAboutName = ['device-name-mismatch', 'invalid-request'].includes(error.name);
  return { sentence: sentenceFor(error), isAboutName, ...(typeof reference === 'string' ? { reference } : {}) };
}

/** @param {Refusal} refusal */
function sentenceFor({ name, status, members }) {
  const wait = Number(members.retry_after);
  if (name === 'device-name-mismatch') {
    const difference = entry(nameDifferences, String(members.difference)) ?? nameDifferences.other;
    return `${difference} ${say('Type it exactly as the web page shows it.')}`;
  }
  if (status === 429) return say('Too many attempts. Wait {1}, then try again.', wait > 0 ? waitingTime(wait) : say('a while'));
  if (status === 503) return say('The server is busy. Wait {1}, then try again.', wait > 0 ? waitingTime(wait) : say('a moment'));
  if (members.reason === 'changes_locked' || name === 'changes-locked') {
    return say(
      'Changes are locked until {1}, because somebody reported an unknown change. Your administrator can unlock them.',
      timeText(Number(members.until ?? 0)),
    );
  }
  if (name === 'device-limit') return say('You have {1} devices, which is the limit. Remove one first.', String(members.limit ?? ''));
  const sentence = entry(sentences, String(members.reason)) ?? entry(sentences, name);
  if (sentence) return sentence;
  const detail = members.detail ?? members.error_description;
  if (typeof detail === 'string' && detail.length > 0 && detail.length <= 300) return detail;
  return status >= 500 ? say('The server had a problem. Try again in a moment.') : say('That did not work. Try again.');
}
