/**
 * The worker behind `scanner.js`: gets PhoneCore's code once, then picture after picture.
 */

import { PhoneCore } from './phone-core.js';

/** @typedef {{module?: WebAssembly.Module, picture?: import('./phone-core.js').Picture}} Message */

/** @type {Promise<PhoneCore> | null} */
let core = null;

/** @param {MessageEvent<Message>} event */
self.onmessage = async ({ data: { module, picture } }) => {
  if (module) core = PhoneCore.start(module);
  if (picture) self.postMessage((await core)?.readQRCode(picture) ?? null);
};
