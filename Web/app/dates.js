/**
 * Dates as the reader writes them.
 */

import { language } from './texts.js';

/** The page's language as in the reader's country, if the browser says which. */
const locale = globalThis.navigator?.languages?.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? (language === 'en' ? 'en-GB' : language);

/**
 * A calendar day, or null when it is none.
 * @param {string} day YYYY-MM-DD
 */
export function dayText(day) {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return null;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
}

/**
 * The day of a moment, where the reader is.
 * @param {number} milliseconds Unix time
 */
export function momentText(milliseconds) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(milliseconds));
}

/**
 * A moment with its time, where the reader is.
 * @param {number} milliseconds Unix time
 */
export function timeText(milliseconds) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(milliseconds));
}
