/**
 * Points of the curve P-256 in their short and long form (SEC 1 §2.3).
 *
 * WebCrypto speaks the long form (65 bytes); the protocol sends the short one (33 bytes). Browsers do not agree on
 * importing short ones, so the missing coordinate is computed here. Only public values pass through this file.
 */

const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * The short form of a public key.
 * @param {Uint8Array} point 65 bytes, beginning with 4
 */
export function compress(point) {
  if (point.length !== 65 || point[0] !== 4) throw new RangeError('Not an uncompressed P-256 point.');
  const short = point.slice(0, 33);
  short[0] = 2 + (point[64] & 1);
  return short;
}

/**
 * The long form of a public key, or null when the bytes are no point of the curve.
 * @param {Uint8Array} point 33 bytes, beginning with 2 or 3
 */
export function decompress(point) {
  if (point.length !== 33 || (point[0] !== 2 && point[0] !== 3)) return null;
  const x = toInteger(point.subarray(1));
  if (x >= prime) return null;
  const square = (((x * x - 3n) * x + b) % prime + prime) % prime;
  const root = power(square, (prime + 1n) / 4n); // the prime is 3 modulo 4
  if ((root * root) % prime !== square) return null;
  const wantsOdd = point[0] === 3;
  const y = (root & 1n) === (wantsOdd ? 1n : 0n) ? root : prime - root;
  const long = new Uint8Array(65);
  long[0] = 4;
  long.set(point.subarray(1), 1);
  long.set(toBytes(y), 33);
  return long;
}

/**
 * base^exponent modulo the field's prime.
 * @param {bigint} base
 * @param {bigint} exponent
 */
function power(base, exponent) {
  let result = 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** @param {Uint8Array} bytes */
function toInteger(bytes) {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** @param {bigint} value */
function toBytes(value) {
  const bytes = new Uint8Array(32);
  for (let index = 31; index >= 0; index -= 1, value >>= 8n) bytes[index] = Number(value & 255n);
  return bytes;
}
