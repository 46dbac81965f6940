/**
 * Sentences in the reader's language.
 *
 * The keys are the English texts. Those of another language come with the page, in a data block, so that a page and its sentences
 * always belong together; what is not there is said in English.
 */

/**
 * A text, or one for each plural category (Unicode CLDR).
 * @typedef {string | Record<string, string>} Text
 */

/**
 * Puts values where `{1}`, `{2}` … stand. They are not looked at again: a name may hold braces.
 * @param {string} text
 * @param {string[]} values
 */
function fill(text, values) {
  return text.replace(/\{(\d+)\}/g, (hole, number) => values[Number(number) - 1] ?? hole);
}

/**
 * What says sentences in a language.
 * @param {string} language a BCP 47 tag
 * @param {Record<string, Text>} texts by their keys
 */
export function speaker(language, texts) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const entry = (/** @type {string} */ key) => (Object.hasOwn(texts, key) ? texts[key] : undefined);

  /**
   * A sentence; the values go where `{1}`, `{2}` … stand.
   * @param {string} key a literal: a test looks for it in the catalogue
   * @param {string[]} values
   */
  const say = (key, ...values) => {
    const text = entry(key);
    return fill(typeof text === 'string' ? text : key, values);
  };

  /**
   * A sentence that depends on a number, which goes where `{1}` stands. The key is `other`.
   * @param {number} count
   * @param {{one: string, other: string}} english
   */
  const sayCount = (count, { one, other }) => {
    const text = entry(other);
    const form = typeof text === 'string' ? text : text?.[plurals.select(count)] ?? text?.other;
    return fill(form ?? (count === 1 ? one : other), [numbers.format(count)]);
  };

  return { say, sayCount };
}

/** The language of the page; English where there is none. */
export const language = globalThis.document?.documentElement.lang || 'en';

export const { say, sayCount } = speaker(language, JSON.parse(globalThis.document?.getElementById('texts')?.textContent || '{}'));
