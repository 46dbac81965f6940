import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const app = new URL('../../Web/app/', import.meta.url);
const read = (path) => readFileSync(new URL(path, app));
const modules = readdirSync(app, { recursive: true }).filter((name) => name.endsWith('.js'));

test('theServiceWorkerKeepsEveryModule', () => {
  const worker = read('service-worker.js').toString();
  for (const name of modules) {
    if (name !== 'service-worker.js') assert.ok(worker.includes(`'${name.slice(0, -3)}'`), name);
  }
  const listed = [...worker.slice(worker.indexOf('...['), worker.indexOf('].map')).matchAll(/'([^']+)'/g)];
  for (const [, name] of listed) assert.ok(existsSync(new URL(`${name}.js`, app)), name);
});

test('modulesAreShort', () => {
  for (const name of modules) assert.ok(read(name).toString().split('\n').length <= 250, name);
});

test('thePageHasNoInlineScriptOrStyle', () => {
  const page = read('index.mustache').toString();
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|javascript:/i);
  // Data, which no browser runs: the texts of the page's language.
  assert.doesNotMatch(page.replace('<script type="application/json" id="texts">', ''), /<script(?![^>]*\ssrc=)/i);
  assert.doesNotMatch(page, /https?:\/\//);
});

test('everyPartThatAScreenAsksForExists', () => {
  const page = read('index.mustache').toString();
  for (const name of modules) {
    const text = read(name).toString();
    for (const [, part] of text.matchAll(/\b(?:part|field|onPress)\('([a-z-]+)'/g)) {
      assert.ok(page.includes(`data-part="${part}"`), `${name}: ${part}`);
    }
  }
});

test('theAppFitsItsBudget', () => {
  const files = [...modules, 'index.mustache', 'app.css', '../shared/countersign.css', 'icons/icon-192.png', 'icons/icon.svg'];
  const catalogue = JSON.parse(read('../texts/app.json'));
  const texts = ['de', 'hr'].map((language) => JSON.stringify(Object.values(catalogue).map((forms) => forms[language])));
  const block = Math.max(...texts.map((text) => gzipSync(Object.keys(catalogue).join() + text, { level: 9 }).length));
  const total = files.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, block);
  console.log(`page, scripts, styles and icons of the app: ${total} bytes compressed`);
  assert.ok(total <= 80_000, `${total} bytes`);
  // The built module, where it was built: scripts/build-web-assets.
  const wasm = new URL('../../Sources/CWebAssets/generated/app/phone-core.wasm', import.meta.url);
  if (!existsSync(wasm)) return;
  const whole = total + gzipSync(readFileSync(wasm), { level: 9 }).length;
  console.log(`the whole app over the wire: ${whole} bytes`);
  assert.ok(whole <= 150_000, `${whole} bytes`);
});
