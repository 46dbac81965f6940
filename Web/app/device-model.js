/**
 * What kind of phone this is, as far as the browser tells.
 */

/**
 * A short description such as "Pixel 8", at most 64 characters.
 * @returns {Promise<string>}
 */
export async function deviceModel() {
  const { userAgent } = navigator;
  /** @type {{platform?: string, getHighEntropyValues?: (hints: string[]) => Promise<{model?: string}>} | undefined} */
  const hints = /** @type {any} */ (navigator).userAgentData;
  const model = await hints?.getHighEntropyValues?.(['model']).then((values) => values.model, () => undefined);
  const apple = /\b(iPhone|iPad|Macintosh)\b/.exec(userAgent)?.[1];
  const android = /Android [\d.]+; ([^;)]+?)(?: Build\/[^)]*)?\)/.exec(userAgent)?.[1];
  const candidates = [model, android === 'K' ? undefined : android, apple === 'Macintosh' ? 'Mac' : apple, hints?.platform];
  return (candidates.find((candidate) => candidate) ?? 'Phone').slice(0, 64);
}
