/**
 * The running one-time code: six digits and a ring that says how long they last.
 */

import { codeMAC } from './keys.js';
import { say, sayCount } from './texts.js';

/** Seconds of one step. */
const step = 30;

/**
 * Runs the code inside a copy of the template `code-ring`.
 * @param {HTMLElement} root
 * @param {object} input
 * @param {import('./phone-core.js').PhoneCore} input.core
 * @param {import('./clock.js').Clock} input.clock
 * @param {CryptoKey} input.key
 * @returns {() => void} stops it
 */
export function runCodeRing(root, { core, clock, key }) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-part="${name}"]`));
  const digits = /** @type {HTMLElement} */ (root.querySelector('[data-testid="one-time-code"]'));
  const [first, second] = /** @type {NodeListOf<HTMLElement>} */ (digits.querySelectorAll('span'));
  let shown = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isStopped = false;

  const tick = async () => {
    const now = clock.now();
    const counter = core.counter(now);
    const left = core.remaining(now);
    const seconds = Math.ceil(left / 1000);
    const code = core.digits(await codeMAC(key, counter));
    if (isStopped) return;
    if (code !== shown) {
      shown = code;
      first.textContent = code.slice(0, 3);
      second.textContent = code.slice(3);
      part('spoken').textContent = say('Your code is {1}, {2}.', [...code.slice(0, 3)].join(' '), [...code.slice(3)].join(' '));
    }
    part('seconds').textContent = String(seconds);
    part('remaining').textContent = sayCount(seconds, { one: 'New code in 1 second', other: 'New code in {1} seconds' });
    root.style.setProperty('--left', String(seconds / step));
    root.toggleAttribute('data-ending', seconds <= 5);
    timer = setTimeout(tick, (left % 1000) + 5);
  };

  const refresh = () => {
    if (document.visibilityState !== 'visible') return;
    clearTimeout(timer);
    void tick();
  };

  const copy = part('copy');
  copy.onclick = async () => {
    const [label, said] = [part('copy-label'), part('copied')];
    try {
      await navigator.clipboard.writeText(shown);
      label.textContent = say('Copied');
      said.textContent = say('Copied');
    } catch {
      said.textContent = say('Copying is not allowed in this browser.');
    }
    setTimeout(() => {
      label.textContent = say('Copy code');
      said.textContent = '';
    }, 2500);
  };

  document.addEventListener('visibilitychange', refresh);
  void tick();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', refresh);
  };
}
