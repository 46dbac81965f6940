/**
 * Starts the app, or says why it cannot start.
 */

import { App } from './app.js';
import { Clock } from './clock.js';
import { takeLinkFromAddress, keptLink } from './link.js';
import { PhoneCore } from './phone-core.js';
import { Server } from './server.js';
import { fromTemplate } from './template.js';
import { say } from './texts.js';
import { Vault } from './vault.js';

takeLinkFromAddress();

/** Something this browser lacks. */
class Obstacle extends Error {}

/**
 * A promise whose failure is told as a sentence.
 * @template T
 * @param {Promise<T>} work
 * @param {string} sentence
 */
async function orElse(work, sentence) {
  try {
    return await work;
  } catch (error) {
    console.error(error);
    throw new Obstacle(sentence);
  }
}

async function start() {
  if (!window.isSecureContext) throw new Obstacle(say('This app needs a secure address. Open it by its address that begins with https.'));
  if (typeof WebAssembly === 'undefined') {
    throw new Obstacle(say('This browser has WebAssembly turned off, which the app needs. On an iPhone, turn Lockdown Mode off for this site.'));
  }
  const [core, vault] = await Promise.all([
    orElse(PhoneCore.load('/app/phone-core.wasm'), say('A part of the app could not be loaded. Check your network, then try again.')),
    orElse(Vault.open(), say('This browser keeps nothing for the app. Leave the private window, or allow this site to store data.')),
  ]);
  core.setOrigin(location.origin);
  const clock = new Clock();
  const server = new Server(clock);
  const app = new App({ core, clock, server, vault });
  await app.start();
  if (keptLink() !== null) app.linkOpened();
  window.addEventListener('hashchange', () => takeLinkFromAddress() && app.linkOpened());
  server.learnTime().catch(() => undefined); // the next answer tells it too
}

/** @param {unknown} error */
function showObstacle(error) {
  if (!(error instanceof Obstacle)) console.error(error);
  const { node, part, onPress } = fromTemplate('screen-obstacle');
  part('sentence').textContent = error instanceof Obstacle ? error.message : say('The app could not start. Try again.');
  onPress('retry', () => location.reload());
  document.querySelector('main')?.replaceChildren(node);
}

start().catch(showObstacle);
navigator.serviceWorker?.register('/app/service-worker.js', { scope: '/app/' }).catch(() => undefined);
