/**
 * The worker behind `scanner.js`: gets PhoneCore's code once, then picture after picture.
 */

import { PhoneCore } from './phone-core.js';

/** @typedef {{module?: WebAssembly.Module, id?: number, picture?: import('./phone-core.js').Picture}} Message */

/** @type {Promise<PhoneCore> | null} */
let core = null;

/** @param {MessageEvent<Message>} event */
self.onmessage = async ({ data: { module, id, picture } }) => {
  try {
    if (module) core = PhoneCore.start(module);
    if (picture) self.postMessage({ id, finding: (await core)?.readQRCode(picture) });
  } catch {
    self.postMessage({ id, hasFailed: true });
  }
};
