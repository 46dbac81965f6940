/**
 * Sentences for people: what went wrong and what to do next.
 */

/**
 * Something to tell the person.
 * @typedef {object} Problem
 * @property {string} sentence
 * @property {string} [reference] what the help desk can look up
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
  offline: 'There is no connection. Check your network, then try again.',
  timeout: 'The server did not answer in time. Try again.',
  access_denied: 'The username or password is not correct. Check both, then try again.',
  invalid_session: 'This sign-in took too long. Sign in again.',
  'invalid-session': 'This sign-in took too long. Sign in again.',
  invalid_grant: 'Your session has ended. Sign in again.',
  invalid_client: 'This app does not fit the server. Close it and open it again.',
  invalid_dpop_proof: 'The server did not accept this phone’s proof. Try again.',
  temporarily_unavailable: 'The server is busy.',
  'invalid-request': 'The device name or the code cannot be right. Compare both with the web page, then try again.',
  'registration-not-found': 'This code is not valid any more. Make a new QR code on the web, then try again.',
  'registration-expired': 'This code has expired. Make a new QR code on the web, then try again.',
  'wrong-account': 'This code belongs to another person. Sign in on the web with the same username as here.',
  'already-claimed': 'This code was already used by a phone. Make a new QR code on the web, then try again.',
  'answer-mismatch': 'The server’s answer does not match the code. Make a new QR code on the web, then try again.',
  rejected: 'The registration was stopped on the web. If that was not you, tell your administrator. Otherwise make a new QR code and try again.',
  expired: 'The time for this registration is over. Make a new QR code on the web, then try again.',
  too_many_codes: 'The code was wrong too many times. Make a new QR code on the web, then try again.',
  wrong_code: 'This code is not correct or was used already. Wait for the next code, then try again.',
  pin_expired: 'This code is too old. Have a new one sent.',
  pin_used: 'This code was used already. Have a new one sent.',
  pin_exhausted: 'This code was wrong too many times. Have a new one sent.',
  approval_expired: 'Nobody answered on your other phone in time. Ask again, or scan the QR code of the web page.',
  approval_replaced: 'Another phone asked after this one, so this request is over.',
  refused_by_phone: 'Your other phone refused this sign-in, so it is over.',
  'not-approved': 'The approval of your other phone is over. Ask again.',
  'device-name-taken': 'You already have a device with this name. Choose another name.',
  'invalid-device-name': 'A device name has 1 to 64 characters.',
};

/** @type {Record<string, string>} */
const nameDifferences = {
  case: 'The device name differs in capital and small letters.',
  spaces: 'The device name differs in its spaces.',
  quotes: 'The device name differs in its quotation marks or apostrophes.',
  other: 'The device name is not the one on the web.',
};

/**
 * How long to wait, in words.
 * @param {number} seconds
 */
export function waitingTime(seconds) {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 100) return whole === 1 ? '1 second' : `${whole} seconds`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 100 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
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
    return { sentence: `This code is not correct. ${triesLeft === 1 ? '1 try' : `${triesLeft} tries`} left.` };
  }
  return { sentence: entry(sentences, name) ?? 'That did not work. Try again.' };
}

/**
 * A code was of another time.
 * @param {number} seconds by which the clock of the device that showed it is ahead; negative: behind
 * @returns {Problem}
 */
export function clockProblem(seconds) {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  const span = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const side = seconds < 0 ? 'behind' : 'ahead';
  return { sentence: `That code is of another time: your other device’s clock is about ${span} ${side}. Set it right, then type the next code.` };
}

/**
 * Tells a failure.
 * @param {unknown} error
 * @returns {Problem}
 */
export function tell(error) {
  if (!(error instanceof Refusal)) {
    console.error(error);
    return { sentence: 'That did not work on this phone. Close the app, open it again, and try once more.' };
  }
  const { reference } = error.members;
  return { sentence: sentenceFor(error), ...(typeof reference === 'string' ? { reference } : {}) };
}

/** @param {Refusal} refusal */
function sentenceFor({ name, status, members }) {
  const wait = Number(members.retry_after);
  if (name === 'device-name-mismatch') {
    const difference = entry(nameDifferences, String(members.difference)) ?? nameDifferences.other;
    return `${difference} Type it exactly as the web page shows it.`;
  }
  if (status === 429) return `Too many attempts. Wait ${wait > 0 ? waitingTime(wait) : 'a while'}, then try again.`;
  if (status === 503) return `The server is busy. Wait ${wait > 0 ? waitingTime(wait) : 'a moment'}, then try again.`;
  // Why changes are locked, and until when, only the server can say.
  const sentence = members.reason === 'changes_locked' ? undefined
    : entry(sentences, String(members.reason)) ?? entry(sentences, name);
  if (sentence) return sentence;
  const detail = members.detail ?? members.error_description;
  if (typeof detail === 'string' && detail.length > 0 && detail.length <= 300) return detail;
  return status >= 500 ? 'The server had a problem. Try again in a moment.' : 'That did not work. Try again.';
}
