/**
 * The phone's camera: its picture in a video element, and a name for everything that can be in its way.
 */

import { say } from './texts.js';

/** @typedef {'insecure' | 'unsupported' | 'blocked' | 'denied' | 'busy' | 'none' | 'failed'} CameraProblem */

/** @type {Record<CameraProblem, string>} */
export const cameraSentences = {
  insecure: say('The camera works only on a secure (https) address. Open the app by its https address, or enter the values by hand.'),
  unsupported: say('This browser cannot use the camera. Open the app in the phone’s main browser, or enter the values by hand.'),
  blocked: say('The page that shows this app does not let it use the camera. Open the app by its own address, or enter the values by hand.'),
  denied: say('The camera is not allowed for this app. Allow it in the browser’s settings for this site, then try again, or enter the values by hand.'),
  busy: say('Another app is using the camera. Close that app, then try again.'),
  none: say('This device has no camera. Enter the values by hand, or use a photo of the code.'),
  failed: say('The camera did not start. Try again, or enter the values by hand.'),
};

/** The camera could not be used. */
export class CameraError extends Error {
  /** @param {CameraProblem} problem */
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * @param {unknown} error
 * @returns {CameraProblem}
 */
function problemOf(error) {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
      return isBlockedByPolicy() ? 'blocked' : 'denied';
    case 'SecurityError':
      return 'blocked';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

/** Whether a `Permissions-Policy` forbids the camera here (only some browsers tell). */
function isBlockedByPolicy() {
  /** @type {{allowsFeature(name: string): boolean} | undefined} */
  const policy = /** @type {any} */ (document).featurePolicy;
  return policy?.allowsFeature('camera') === false;
}

/**
 * Starts the camera that looks away from the person and shows its picture.
 *
 * Rejects with a {@link CameraError}. The caller stops what it was given.
 * @param {HTMLVideoElement} video
 * @param {() => void} onEnd called when the system takes the camera away
 * @param {string} [deviceId] which of several cameras
 * @returns {Promise<{stop: () => void, track: MediaStreamTrack}>} what stops the camera, and its picture
 */
export async function startCamera(video, onEnd, deviceId) {
  if (!window.isSecureContext) throw new CameraError('insecure');
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('unsupported');
  /** @type {MediaStream} */
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }), width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    throw new CameraError(problemOf(error));
  }
  const stop = () => {
    for (const track of stream.getTracks()) {
      track.onended = null;
      track.stop();
    }
    if (video.srcObject === stream) video.srcObject = null;
  };
  for (const track of stream.getTracks()) track.onended = onEnd;
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    stop(); // the screen was left, or the system refused to show the picture
    throw new CameraError('failed');
  }
  return { stop, track: stream.getVideoTracks()[0] };
}
