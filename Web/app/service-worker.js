/**
 * Lets the app start without a network: keeps the shell, and nothing else.
 *
 * The network always comes first, so that a repaired app is in use at its next start; what is kept serves only when there is no
 * answer. Answers of the API never come near this file: it looks at the paths in `shell` and lets everything else pass.
 */

/** Names the cache. A new name when the list below changes. */
const version = 'countersign-shell-3';

/** Milliseconds after which a slow network counts as none. */
const patience = 4000;

const shell = [
  '/app/',
  '/app/manifest.webmanifest',
  '/app/phone-core.wasm',
  '/app/app.css',
  '/app/icons/icon-192.png',
  '/assets/countersign.css',
  '/assets/brand.css',
  '/assets/favicon.svg',
  ...[
    'app', 'approval', 'bytes', 'camera', 'clock', 'code-ring', 'dates', 'device-model', 'dpop', 'ec-point', 'enrolment', 'flow-names',
    'keys', 'link', 'live', 'main', 'pairing', 'phone-core', 'pictures', 'problems', 'qr-reader', 'registration', 'lens', 'scanner', 'scanner-worker', 'sight',
    'server', 'session', 'sign-in', 'stage', 'template', 'texts', 'vault', 'ways',
    'screens/approval', 'screens/code', 'screens/home', 'screens/home-request', 'screens/home-security', 'screens/key-lost',
    'screens/manual-entry', 'screens/name-device', 'screens/offer-device', 'screens/one-time-code', 'screens/other-ways',
    'screens/registered', 'screens/scan', 'screens/sign-in', 'screens/verify-device',
  ].map((module) => `/app/${module}.js`),
];

/**
 * The parts of a service worker that are used here; TypeScript's own description excludes that of pages.
 * @type {{
 *   skipWaiting(): Promise<void>,
 *   clients: {claim(): Promise<void>},
 *   addEventListener(type: string, listener: (event: Event & {
 *     request: Request, waitUntil(work: Promise<unknown>): void, respondWith(answer: Promise<Response>): void,
 *   }) => void): void,
 * }}
 */
const worker = /** @type {any} */ (self);

/** Keeps the whole shell. Something that fails is kept when it is first used. */
async function keepShell() {
  const cache = await caches.open(version);
  await Promise.allSettled(shell.map((path) => cache.add(new Request(path, { cache: 'no-cache', credentials: 'omit' }))));
}

/** Drops what earlier versions kept. */
async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== version).map((name) => caches.delete(name)));
}

/**
 * The network's answer, or what was kept.
 * @param {Request} request
 * @param {string} path
 */
async function answer(request, path) {
  const cache = await caches.open(version);
  const abort = new AbortController();
  const kept = await cache.match(path);
  const timer = kept && setTimeout(() => abort.abort(), patience);
  try {
    const fresh = await fetch(request.mode === 'navigate' ? new Request(path, { credentials: 'omit' }) : request, { signal: abort.signal });
    if (fresh.ok) await cache.put(path, fresh.clone());
    return fresh.status >= 500 && kept ? kept : fresh;
  } catch (error) {
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

worker.addEventListener('install', (event) => event.waitUntil(keepShell().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin || !shell.includes(pathname)) return;
  event.respondWith(answer(event.request, pathname));
});
