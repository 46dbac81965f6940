"""The pairing vectors, computed by the app's own modules inside a browser."""

import json

from support.server import ROOT

FILE = json.loads((ROOT / "Tests/Vectors/pairing.json").read_text())
VECTORS = FILE["vectors"]
CHANGED = FILE["changed"]
INVALID_KEYS = [entry["bytes"] for entry in FILE["invalid_public_keys"]]

# The body of an asynchronous function of one vector; gives what the app makes of it.
COMPUTE = """
const [{ toBase64url }, { decompress }, { codeMAC }, { derivePairingKey }, { PhoneCore }] = await Promise.all(
  ['bytes', 'ec-point', 'keys', 'pairing', 'phone-core'].map((name) => import(`/app/${name}.js`)));
const core = await PhoneCore.load('/app/phone-core.wasm');
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (array) => Array.from(array, (byte) => byte.toString(16).padStart(2, '0')).join('');
core.setOrigin(vector.origin);
const link = core.parseLink(vector.link);
const phonePublicKey = bytes(vector.phone_public_key);
const info = core.transcript({
  origin: vector.origin, userID: vector.user_id, deviceName: link.deviceName, serverPublicKey: link.serverPublicKey,
  phonePublicKey, thumbprint: vector.dpop_thumbprint,
});
const point = decompress(phonePublicKey);
const privateKey = await crypto.subtle.importKey('jwk', {
  kty: 'EC', crv: 'P-256', d: toBase64url(bytes(vector.phone_private_key)),
  x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33)),
}, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveKey']);
const key = await derivePairingKey({ privateKey, serverPublicKey: link.serverPublicKey, ticket: link.ticket, info });
const codes = [];
for (const { time } of vector.codes) codes.push(core.digits(await codeMAC(key, core.counter(time * 1000))));
const exported = await crypto.subtle.exportKey('raw', key).then(() => 'exported', () => 'refused');
return { name: link.deviceName, ticket: hex(link.ticket), info: hex(info), codes, exported };
"""

# The body of an asynchronous function of a list of keys; gives those that the app would take.
TAKEN_KEYS = """
const { decompress } = await import('/app/ec-point.js');
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
return vector.filter((hex) => decompress(bytes(hex)) !== null);
"""


def expected(vector):
    """What COMPUTE must give."""
    return {
        "name": vector["device_name"], "ticket": vector["ticket"], "info": vector["info"],
        "codes": [entry["code"] for entry in vector["codes"]], "exported": "refused",
    }
