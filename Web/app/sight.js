/**
 * What is wrong with the camera's picture, in words that help, and where a code is on the screen.
 */

import { say } from './texts.js';

/** @typedef {import('./phone-core.js').Finding} Finding */

/** How long a problem must last before it is said, and what was said stays, in milliseconds. */
const steady = 2000;

/** Mean shade below which a picture is too dark to find a code in, 0…255. */
const darkest = 45;

/** Pixels a module below which a code is too small in the picture to be read. */
const smallest = 2.5;

/** Mean difference between two pictures above which the phone is moved too fast, 0…255. */
const steadiest = 20;

/**
 * Decides what to say about picture after picture: a problem that lasts, and never more than one change in two seconds.
 * @param {() => number} now milliseconds
 */
export function adviser(now) {
  /** @type {string | null} */ let said = null;
  /** @type {string | null} */ let candidate = null;
  let since = now();
  let saidAt = -Infinity;
  let motion = 0;
  return (/** @type {Finding} */ finding) => {
    // Pictures are looked at more often than cameras in the dark take new ones: two alike mean nothing.
    motion = Math.max(finding.motion, motion * 0.8);
    const problem = problemOf({ ...finding, motion });
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
function problemOf({ text, brightness, motion, unreadModule }) {
  if (text !== null) return null;
  if (brightness < darkest) return say('It is too dark. Turn on a light, or make the web page brighter.');
  if (unreadModule > 0 && unreadModule < smallest) return say('The code is too small in the picture. Move closer.');
  if (unreadModule > 0 || motion > steadiest) return say('Hold the phone still for a moment.');
  return null;
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
