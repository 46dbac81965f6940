/**
 * What a camera can do beside showing a picture: light, zoom, and which of several it is. Browsers offer little of it.
 */

/** @typedef {MediaTrackCapabilities & {torch?: boolean, zoom?: {min: number, max: number, step?: number}}} Capabilities */

/** @param {MediaStreamTrack} track */
export function lensOf(track) {
  const capabilities = /** @type {Capabilities} */ (track.getCapabilities?.() ?? {});
  const apply = async (/** @type {object} */ constraint) => {
    try {
      await track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ (constraint)] });
      return true;
    } catch {
      return false; // the camera promised more than it does
    }
  };
  const { zoom } = capabilities;
  return {
    hasTorch: capabilities.torch === true,
    /** The zoom that there is; null without one. */
    zoom: zoom && zoom.max > zoom.min ? { min: zoom.min, max: zoom.max, step: zoom.step || (zoom.max - zoom.min) / 20 } : null,
    setTorch: (/** @type {boolean} */ torch) => apply({ torch }),
    setZoom: (/** @type {number} */ factor) => apply({ zoom: factor }),
  };
}

/** The cameras that look away from the person, as far as their names tell; known once one was allowed. */
export async function backCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
  const back = cameras.filter(({ label }) => !/front|user|face|selfie/i.test(label));
  return back.map(({ deviceId, label }) => ({ deviceId, label }));
}
