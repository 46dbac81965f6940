/**
 * How bright pictures are.
 */

/**
 * The mean of some thousand of the shades of a picture, 0…255.
 * @param {Uint8Array} shades
 */
export function meanShade(shades) {
  const step = Math.max(1, Math.floor(shades.length / 4096));
  let sum = 0;
  let seen = 0;
  for (let index = 0; index < shades.length; index += step, seen += 1) sum += shades[index];
  return seen === 0 ? 0 : sum / seen;
}
