import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { say, sayCount, speaker } from '../../Web/app/texts.js';

const catalogue = JSON.parse(readFileSync(new URL('../../Web/texts/app.json', import.meta.url)));
const textsIn = (language) => Object.fromEntries(Object.entries(catalogue).map(([key, texts]) => [key, texts[language]]));
const tries = { one: '1 try left.', other: '{1} tries left.' };

test('withoutAPageEverythingIsSaidInEnglish', () => {
  assert.equal(say('Wait {1}, then try again.', '3 seconds'), 'Wait 3 seconds, then try again.');
  assert.equal(sayCount(1, tries), '1 try left.');
  assert.equal(sayCount(0, tries), '0 tries left.');
});

test('theTextsOfTheLanguageAreSaid', () => {
  assert.equal(speaker('de', textsIn('de')).say('Registered on {1}', '5. März 2027'), 'Registriert am 5. März 2027');
  assert.equal(speaker('hr', textsIn('hr')).say('Your code'), 'Vaš kod');
});

test('numbersChooseTheirForms', () => {
  const german = speaker('de', textsIn('de'));
  assert.equal(german.sayCount(1, tries), 'Noch 1 Versuch.');
  assert.equal(german.sayCount(1234, tries), 'Noch 1.234 Versuche.');
  const croatian = speaker('hr', textsIn('hr'));
  const forms = [1, 2, 5, 11, 12, 21, 24].map((count) => croatian.sayCount(count, tries));
  assert.deepEqual(forms, [
    'Preostao je 1 pokušaj.', 'Preostala su 2 pokušaja.', 'Preostalo je 5 pokušaja.', 'Preostalo je 11 pokušaja.',
    'Preostalo je 12 pokušaja.', 'Preostao je 21 pokušaj.', 'Preostala su 24 pokušaja.',
  ]);
});

test('whatIsMissingIsSaidInEnglish', () => {
  const german = speaker('de', { '{1} tries left.': { few: 'nie' } });
  assert.equal(german.say('Nobody has translated this, {1}.', 'Maria'), 'Nobody has translated this, Maria.');
  assert.equal(german.sayCount(1, tries), '1 try left.');
  assert.equal(german.sayCount(2, tries), '2 tries left.');
});

test('valuesAreNotLookedAtAgain', () => {
  const german = speaker('de', { '{1} and {2}': '{2} und {1}' });
  assert.equal(german.say('{1} and {2}', '{2}', '{1} $& $1 <b>'), '{1} $& $1 <b> und {2}');
  assert.equal(german.say('{1} and {3}', 'one'), 'one and {3}');
});

test('namesFromOutsideFindNothingOfTheLanguage', () => {
  const german = speaker('de', {});
  assert.equal(german.say('constructor'), 'constructor');
  assert.equal(german.say('__proto__'), '__proto__');
  assert.equal(german.sayCount(2, { one: 'x', other: 'toString' }), 'toString');
});

test('everyTextIsThereInBothLanguages', () => {
  for (const [key, texts] of Object.entries(catalogue)) assert.deepEqual(Object.keys(texts).sort(), ['de', 'hr'], key);
});
