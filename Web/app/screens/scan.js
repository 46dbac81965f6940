/**
 * The camera's picture with brackets to place the code in.
 */

import { CameraError, cameraSentences, startCamera } from '../camera.js';
import { Event } from '../flow-names.js';
import { backCameras, lensOf } from '../lens.js';
import { frameOf, readPhoto } from '../pictures.js';
import { Scanner } from '../scanner.js';
import { adviser, outline } from '../sight.js';
import { fromTemplate } from '../template.js';
import { say } from '../texts.js';

/**
 * What is said about codes that are not ours.
 * @type {Record<string, string>}
 */
const otherCodes = {
  other: say('This is not a Countersign code. Scan the QR code under “Register new device” on the web.'),
  authenticator: say('This code is for another authenticator app. On the web, choose “Register new device” and scan the code there.'),
  otherOrigin: say('This code belongs to another address than this app. Open the app by the address that the web page names.'),
};

/** @type {import('../stage.js').Opener} */
export function scan(app) {
  const { node, part, field, onPress } = fromTemplate('screen-scan');
  const video = /** @type {HTMLVideoElement} */ (part('video'));
  const line = node.querySelector('.outline polygon');
  const scanner = new Scanner(app.core);
  /** @type {(() => void) | null} */ let stop = null;
  /** @type {string | undefined} */ let chosen;
  let isSwitching = false;
  let isOpen = true;
  let isStarting = false;
  let isBusy = false;

  const hint = (/** @type {string} */ text) => {
    if (part('hint').textContent !== text) part('hint').textContent = text;
  };
  const usualHint = part('hint').textContent ?? '';

  /**
   * @param {string} text
   * @returns {boolean} whether it is a registration
   */
  const take = (text) => {
    const candidate = app.core.parseLink(text);
    if (candidate.kind !== 'pairing') {
      hint(otherCodes[candidate.kind]);
      return false;
    }
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) navigator.vibrate?.(30);
    hint(say('Code found. Checking it…'));
    app.send(Event.codeFound, { candidate });
    return true;
  };

  const showProblem = (/** @type {string | null} */ sentence) => {
    part('view').hidden = sentence !== null;
    part('camera-problem').hidden = sentence === null;
    part('camera-sentence').textContent = sentence ?? '';
    part('hint').hidden = sentence !== null;
  };

  const turnOff = () => {
    stop?.();
    stop = null;
    part('view').removeAttribute('data-running');
    line?.setAttribute('points', '');
    part('lens').hidden = true;
  };

  /**
   * Draws around the code that was found, or takes the line away.
   * @param {import('../phone-core.js').Finding} finding
   */
  const draw = (finding) => {
    const points = outline(finding.corners, finding, { width: video.clientWidth, height: video.clientHeight });
    line?.setAttribute('points', points);
  };

  /**
   * Offers what this camera can do.
   * @param {MediaStreamTrack} track
   * @param {() => void} own stops it
   */
  const offer = async (track, own) => {
    const lens = lensOf(track);
    const settings = /** @type {MediaTrackSettings & {zoom?: number}} */ (track.getSettings());
    part('torch').hidden = !lens.hasTorch;
    part('torch').setAttribute('aria-pressed', 'false');
    part('torch').onclick = async () => {
      const isOn = part('torch').getAttribute('aria-pressed') !== 'true';
      if (await lens.setTorch(isOn)) part('torch').setAttribute('aria-pressed', String(isOn));
    };
    const zoom = field('zoom');
    part('zoom-field').hidden = lens.zoom === null;
    if (lens.zoom) {
      const { min, max, step } = lens.zoom;
      Object.assign(zoom, { min: String(min), max: String(max), step: String(step), value: String(settings.zoom ?? min) });
      zoom.oninput = () => void lens.setZoom(Number(zoom.value));
    }
    const cameras = await backCameras();
    if (stop !== own) return;
    part('switch').hidden = cameras.length < 2;
    part('switch').onclick = () => {
      const present = cameras.findIndex(({ deviceId }) => deviceId === (chosen ?? settings.deviceId));
      chosen = cameras[(present + 1) % cameras.length].deviceId;
      isSwitching = true;
      turnOff();
      void turnOn();
    };
    part('lens').hidden = !lens.hasTorch && lens.zoom === null && cameras.length < 2;
    // The focus was on the button that the change of cameras took away for a moment.
    if (isSwitching) part('switch').focus();
    isSwitching = false;
  };

  /**
   * Looks at picture after picture until this very camera is turned off.
   * @param {() => void} own
   */
  const watch = async (own) => {
    const advise = adviser(() => performance.now());
    let saidAt = -Infinity;
    while (isOpen && stop === own) {
      const picture = isBusy ? null : frameOf(video);
      const finding = picture && await scanner.read(picture);
      if (finding && isOpen && stop === own && !isBusy) {
        draw(finding);
        const advice = advise(finding);
        if (finding.text) saidAt = performance.now();
        if (finding.text) take(finding.text);
        // What was said of a code stays for a while after it has gone.
        else if (performance.now() - saidAt > 4000) hint(advice ?? usualHint);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };

  /** @returns {Promise<void>} */
  const turnOn = async () => {
    if (stop !== null || isStarting) return;
    isStarting = true;
    let isGone = false;
    showProblem(null);
    try {
      const started = await startCamera(video, () => {
        turnOff();
        showProblem(cameraSentences.busy);
      }, chosen);
      if (!isOpen || document.visibilityState === 'hidden') return started.stop();
      stop = started.stop;
      part('view').setAttribute('data-running', '');
      void watch(started.stop);
      void offer(started.track, started.stop);
    } catch (error) {
      isGone = chosen !== undefined; // then any other camera will do
      chosen = undefined;
      if (isOpen && !isGone) showProblem(cameraSentences[error instanceof CameraError ? error.problem : 'failed']);
    } finally {
      isStarting = false;
    }
    if (isGone) void turnOn();
  };

  const onVisibility = () => (document.visibilityState === 'hidden' ? turnOff() : void turnOn());

  const photo = field('photo');
  photo.addEventListener('change', async () => {
    const file = photo.files?.[0];
    photo.value = '';
    if (!file || isBusy) return;
    turnOff();
    part('photo-status').textContent = say('Looking for the code in the photo…');
    const text = await readPhoto(file, (picture) => scanner.read(picture)).catch(() => undefined);
    if (!isOpen) return;
    part('photo-status').textContent = '';
    if (text && take(text)) return;
    app.stage.tell({ sentence: text === undefined ? say('This file is not a picture. Choose a photo of the QR code.')
      : text === null ? say('No QR code was found in this photo. Take it straight from the front, with the whole code sharp in it.')
        : part('hint').textContent ?? '' });
    hint(usualHint);
    void turnOn();
  });

  onPress('retry', () => void turnOn());
  onPress('manual', () => app.send(Event.enterManually));
  onPress('cancel', () => app.send(Event.cancel));
  document.addEventListener('visibilitychange', onVisibility);
  void turnOn();

  return {
    node,
    update: (news) => {
      if (news.isBusy === undefined) return;
      isBusy = news.isBusy;
      part('view').toggleAttribute('data-found', isBusy);
      if (!isBusy) hint(usualHint);
    },
    tell: () => {
      hint(usualHint);
      void turnOn();
      return false;
    },
    close: () => {
      isOpen = false;
      document.removeEventListener('visibilitychange', onVisibility);
      turnOff();
      scanner.stop();
    },
  };
}
