/**
 * What is on the screen: one screen, and over it at most one dialog.
 */

import { State } from './flow-names.js';
import { approval } from './screens/approval.js';
import { code } from './screens/code.js';
import { home } from './screens/home.js';
import { keyLost } from './screens/key-lost.js';
import { manualEntry } from './screens/manual-entry.js';
import { nameDevice } from './screens/name-device.js';
import { offerDevice } from './screens/offer-device.js';
import { oneTimeCode } from './screens/one-time-code.js';
import { otherWays } from './screens/other-ways.js';
import { registered } from './screens/registered.js';
import { scan } from './screens/scan.js';
import { signIn } from './screens/sign-in.js';
import { verifyDevice } from './screens/verify-device.js';
import { say } from './texts.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./problems.js').Problem} Problem */

/**
 * A screen or dialog that is shown.
 * @typedef {object} Shown
 * @property {HTMLElement} node
 * @property {(news: Record<string, any>) => void} [update] something it shows has changed
 * @property {(problem: Problem) => boolean} [tell] shows a problem at its place; false when it has none for it
 * @property {() => void} [close]
 */

/**
 * Makes a screen.
 * @typedef {(app: App) => Shown} Opener
 */

/**
 * The screen of each state. States without one keep the screen that led to them.
 * @type {Record<number, Opener>}
 */
const screens = {
  [State.signedOut]: signIn,
  [State.verifyDevice]: signIn,
  [State.offerDevice]: signIn,
  [State.scanning]: scan,
  [State.manualEntry]: manualEntry,
  [State.showingCode]: code,
  [State.waitingForPortal]: code,
  [State.home]: home,
  [State.oneTimeCode]: oneTimeCode,
  [State.keyLost]: keyLost,
  [State.awaitingApproval]: approval,
  [State.namingDevice]: nameDevice,
  [State.otherWays]: otherWays,
};

/**
 * The dialogs.
 * @type {Record<number, Opener>}
 */
const dialogs = {
  [State.verifyDevice]: verifyDevice,
  [State.offerDevice]: offerDevice,
  [State.registered]: registered,
};

/** States in which the person waits for the server. */
const busyStates = [State.submitting, State.claiming, State.enrolling];

export class Stage {
  #app;
  #root = /** @type {HTMLElement} */ (document.querySelector('main'));

  /** @type {{opener: Opener, shown: Shown} | null} */ #screen = null;
  /** @type {{opener: Opener, shown: Shown} | null} */ #dialog = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /**
   * Shows a state.
   * @param {number} state
   */
  show(state) {
    const isBusy = busyStates.includes(state);
    if (isBusy) this.tell(null);
    if (!isBusy || !this.#dialog) this.#showDialog(isBusy ? null : dialogs[state] ?? null, screens[state] ?? null);
    this.update({ state, isBusy });
  }

  /**
   * @param {Opener | null} dialog
   * @param {Opener | null} screen
   */
  #showDialog(dialog, screen) {
    if (this.#dialog && this.#dialog.opener !== dialog) {
      this.#dialog.shown.close?.();
      /** @type {HTMLDialogElement} */ (this.#dialog.shown.node).close(); // the focus goes back to where it was
      this.#dialog.shown.node.remove();
      this.#dialog = null;
    }
    if (screen && this.#screen?.opener !== screen) this.#showScreen(screen, dialog === null);
    if (dialog && !this.#dialog) {
      const shown = dialog(this.#app);
      this.#dialog = { opener: dialog, shown };
      document.body.append(shown.node);
      /** @type {HTMLDialogElement} */ (shown.node).showModal();
    }
  }

  /**
   * @param {Opener} opener
   * @param {boolean} takesFocus
   */
  #showScreen(opener, takesFocus) {
    const isFirst = this.#screen === null;
    this.#screen?.shown.close?.();
    const shown = opener(this.#app);
    this.#screen = { opener, shown };
    this.#root.replaceChildren(shown.node);
    window.scrollTo(0, 0);
    const heading = shown.node.querySelector('h1');
    document.title = `${heading?.textContent?.trim() ?? ''} – ${document.documentElement.dataset.brand ?? ''}`;
    if (takesFocus && !isFirst) heading?.focus();
  }

  /**
   * Tells what is shown that something has changed.
   * @param {Record<string, any>} news
   */
  update(news) {
    this.#screen?.shown.update?.(news);
    this.#dialog?.shown.update?.(news);
  }

  /**
   * Shows a problem on top of what is shown, or takes it away.
   * @param {Problem | null} problem
   */
  tell(problem) {
    const shown = (this.#dialog ?? this.#screen)?.shown;
    if (!shown) return;
    if (problem && shown.tell?.(problem)) return;
    fillProblem(shown.node.querySelector('[data-part="problem"]'), problem);
  }
}

/**
 * Writes a problem into its place, where screen readers announce it.
 * @param {Element | null} place
 * @param {Problem | null} problem
 */
export function fillProblem(place, problem) {
  if (!place) return;
  place.replaceChildren();
  if (!problem) return;
  const notice = document.createElement('div');
  notice.className = 'notice notice-problem stack-tight';
  const text = document.createElement('div');
  text.append(paragraph(problem.sentence));
  if (problem.reference) text.append(paragraph(say('Reference: {1}', problem.reference), 'small'));
  notice.append(text);
  place.append(notice);
  place.scrollIntoView({ block: 'nearest' });
}

/**
 * @param {string} text
 * @param {string} [className]
 */
function paragraph(text, className = '') {
  const node = document.createElement('p');
  node.textContent = text;
  node.className = className;
  return node;
}
