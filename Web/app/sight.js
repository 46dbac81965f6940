/**
 * What is wrong with the camera's picture, in words that help, and where a code is on the screen.
 */

import { say } from './texts.js';

/** @typedef {import('./phone-core.js').Finding} Finding */

/** How long a problem must last before it is said, and what was said stays, in milliseconds. */
const steady = 2000;

/** Mean shade below which a picture is too dark to find a code in, 0…255. */
const darkest = 45;

/**
 * Decides what to say about picture after picture: a problem that lasts, and never more than one change in two seconds.
 * @param {() => number} now milliseconds
 */
export function adviser(now) {
  /** @type {string | null} */ let said = null;
  /** @type {string | null} */ let candidate = null;
  let since = now();
  let saidAt = -Infinity;
  return (/** @type {Finding} */ finding) => {
    const problem = problemOf(finding);
    if (problem !== candidate) {
      candidate = problem;
      since = now();
    }
    if (candidate !== said && now() - since >= steady && now() - saidAt >= steady) {
      said = candidate;
      saidAt = now();
    }
    return said;
  };
}

/** @param {Finding} finding */
function problemOf({ text, brightness }) {
  if (text !== null) return null;
  return brightness < darkest ? say('It is too dark. Turn on a light, or make the web page brighter.') : null;
}

/**
 * Where places of a picture are in an element that shows it by `object-fit: cover`, as points of an SVG polygon in
 * the element's pixels.
 * @param {number[]} corners x and y of each
 * @param {{width: number, height: number}} picture
 * @param {{width: number, height: number}} element
 */
export function outline(corners, picture, element) {
  const scale = Math.max(element.width / picture.width, element.height / picture.height);
  const left = (element.width - picture.width * scale) / 2;
  const top = (element.height - picture.height * scale) / 2;
  const points = [];
  for (let index = 0; index + 1 < corners.length; index += 2) {
    points.push(`${Math.round(corners[index] * scale + left)},${Math.round(corners[index + 1] * scale + top)}`);
  }
  return points.join(' ');
}
