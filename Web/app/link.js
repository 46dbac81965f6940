/**
 * The pairing link that opened the app, kept until the person has signed in.
 */

const storageKey = 'countersign.link';

/** Milliseconds that a registration can last. */
const lifetime = 10 * 60 * 1000;

/**
 * The link in memory.
 * @type {{text: string, openedAt: number} | null}
 */
let kept = null;

/**
 * Takes a pairing link out of the address bar at once, so that it is in no history and no bookmark.
 * @returns {boolean} whether there was one
 */
export function takeLinkFromAddress() {
  if (!location.hash.startsWith('#pair?')) return false;
  keepLink(location.href);
  history.replaceState(null, '', location.pathname);
  return true;
}

/** @param {string} text */
function keepLink(text) {
  kept = { text, openedAt: Date.now() };
  sessionStorage.setItem(storageKey, JSON.stringify(kept));
}

/**
 * The kept link, unless its registration must be over by now.
 * @returns {string | null}
 */
export function keptLink() {
  try {
    kept ??= JSON.parse(sessionStorage.getItem(storageKey) ?? 'null');
  } catch {
    kept = null;
  }
  if (kept && Date.now() - kept.openedAt < lifetime) return kept.text;
  dropLink();
  return null;
}

/** Forgets the link: it was used, or it does not work. */
export function dropLink() {
  kept = null;
  sessionStorage.removeItem(storageKey);
}
