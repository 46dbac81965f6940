/**
 * Bytes and the text forms that the protocol gives them.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The UTF-8 bytes of a text.
 * @param {string} text
 */
export function utf8(text) {
  return encoder.encode(text);
}

/**
 * The text of UTF-8 bytes. Throws a TypeError on malformed input.
 * @param {Uint8Array} bytes
 */
export function textOf(bytes) {
  return decoder.decode(bytes);
}

/**
 * One array holding all parts in order.
 * @param {...Uint8Array} parts
 */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * base64url without padding (RFC 4648 §5).
 * @param {Uint8Array} bytes
 */
export function toBase64url(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The bytes of base64url without padding, or null when the text is anything else.
 * @param {unknown} text
 */
export function fromBase64url(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return toBase64url(bytes) === text ? bytes : null; // exactly one spelling counts
  } catch {
    return null;
  }
}

/**
 * Every field with its length before it (UInt16, big-endian).
 * @param {Uint8Array[]} fields each at most 65 535 bytes
 */
export function lengthPrefixed(fields) {
  return concat(...fields.flatMap((field) => [
    Uint8Array.of(field.length >> 8, field.length & 255), field,
  ]));
}

/**
 * The fields of what {@link lengthPrefixed} writes. Throws a RangeError on truncated input.
 * @param {Uint8Array} bytes
 */
export function readLengthPrefixed(bytes) {
  const fields = [];
  let offset = 0;
  while (offset < bytes.length) {
    const start = offset + 2;
    const end = start + ((bytes[offset] ?? 0) << 8 | (bytes[offset + 1] ?? 0));
    if (end > bytes.length) throw new RangeError('Truncated field.');
    fields.push(bytes.slice(start, end));
    offset = end;
  }
  return fields;
}

/**
 * Whether two byte strings are the same. Not constant time: for public values only.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export function sameBytes(left, right) {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
