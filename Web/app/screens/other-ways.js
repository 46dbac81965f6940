/**
 * "Try another way": what this person may do instead, best first.
 */

import { Event } from '../flow-names.js';
import { fromTemplate } from '../template.js';
import { choiceText, choose } from '../ways.js';

/** @type {import('../stage.js').Opener} */
export function otherWays(app) {
  const { node, part, onPress } = fromTemplate('screen-other-ways');
  const alternatives = app.signIn?.alternatives ?? [];
  const way = app.signIn?.way;
  // The way that is asked for by itself is among them when another one was tried.
  const all = way === 'one_time_code' || alternatives.includes('one_time_code') || !alternatives.includes('verify_device')
    ? alternatives : ['one_time_code', ...alternatives];
  for (const name of all) {
    const text = choiceText(name);
    if (text === undefined) continue;
    const { node: row, part: rowPart, onPress: onRow } = fromTemplate('other-way');
    rowPart('choose').textContent = text;
    onRow('choose', () => choose(app, name));
    part('ways').append(row);
  }
  onPress('back', () => app.send(Event.cancel));
  return { node };
}
