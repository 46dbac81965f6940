/**
 * Pixels of camera frames and photos.
 */

/** The sizes (longest side in pixels) at which a photo is tried, the full one last: codes show best at different ones. */
const photoSizes = [1600, 1000, 640, 4096];

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', { willReadFrequently: true });

/**
 * Draws a source so that its longest side has at most this many pixels.
 * @param {CanvasImageSource} source
 * @param {number} width the source's
 * @param {number} height the source's
 * @param {number} longest
 * @returns {import('./phone-core.js').Picture | null}
 */
function draw(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  if (!context || canvas.width === 0 || canvas.height === 0) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/**
 * The frame that a video shows now, or null before the first one.
 * @param {HTMLVideoElement} video
 */
export function frameOf(video) {
  return draw(video, video.videoWidth, video.videoHeight, 1280);
}

/**
 * The text of the QR code in a photo, or null. Rejects when the file is no picture.
 * @param {Blob} file
 * @param {(picture: import('./phone-core.js').Picture) => Promise<import('./phone-core.js').Finding | null>} read
 */
export async function readPhoto(file, read) {
  const bitmap = await createImageBitmap(file);
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    const sizes = new Set(photoSizes.map((size) => Math.min(size, longest)));
    for (const size of sizes) {
      const picture = draw(bitmap, bitmap.width, bitmap.height, size);
      const finding = picture && await read(picture);
      if (finding?.text) return finding.text;
    }
    return null;
  } finally {
    bitmap.close();
  }
}
