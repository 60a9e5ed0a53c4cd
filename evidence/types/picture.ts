import sharp, { type Metadata, type Sharp } from 'sharp';
import { maxHeicMemory, maxHeicPixels, maxPictureMemory, maxPixels } from '../limits.ts';
import { Refused } from '../refused.ts';
import { limitWasmMemory } from './wasmMemory.ts';

// What libvips keeps between pictures would only be memory: no two pictures are alike. One thread each: several are under way.
sharp.cache(false);
sharp.concurrency(1);

export type PictureKind = 'png' | 'jpeg' | 'webp';

const quality = 90;

/**
 * The picture drawn anew, upright as people saw it, in sRGB, with nothing in the file but what shows: no place, time, camera,
 * comment or preview, and nothing behind its end. Of a moving one the first picture stays. Throws `Refused` for a damaged or huge one,
 * which is told by its header before anything is decoded.
 */
export async function redraw(bytes: Uint8Array, kind: PictureKind, seconds: number): Promise<Uint8Array> {
  return attempt(async () => {
    const options = { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true, pages: 1 } as const;
    const about = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
    const points = about.width * about.height;
    if (points > maxPixels || points * heldOf(about, kind) > maxPictureMemory) throw new Refused('hugeImage');
    return encode(sharp(bytes, options).autoOrient(), kind, seconds);
  });
}

/** Bytes of each point that are held at once. */
function heldOf(about: Metadata, kind: PictureKind): number {
  const { channels, isProgressive = false, orientation = 1, chromaSubsampling } = about;
  const whole = channels * (about.depth === 'ushort' ? 2 : 1);
  // Only the last of several passes over the picture completes its first row; a JPEG keeps two bytes of each value till then.
  const passes = kind === 'jpeg' ? 2 * (chromaSubsampling === '4:2:0' ? channels - 1.5 : channels) : whole;
  // Its reader and its writer each hold all of it, four bytes a point.
  const kept = kind === 'webp' ? 8 : isProgressive ? passes : 0;
  return kept + (orientation === 1 ? 0 : whole);
}

/** A HEIC photo as a JPEG, which every computer opens, with nothing else of the file. Refuses as `redraw` does. */
export async function redrawHeic(bytes: Uint8Array, seconds: number): Promise<Uint8Array> {
  return attempt(async () => {
    limitWasmMemory(maxHeicMemory);
    const { default: decode } = await import('heic-decode');
    const photos = await decode.all({ buffer: bytes });
    try {
      const photo = photos[0];
      if (!photo) throw new Refused('broken');
      if (photo.width * photo.height > maxHeicPixels) throw new Refused('hugeImage');
      const { width, height, data } = await photo.decode();
      const raw = { width, height, channels: 4 } as const;
      const drawn = sharp(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), {
        raw,
        limitInputPixels: maxPixels,
      });
      return await encode(drawn.flatten({ background: 'white' }), 'jpeg', seconds);
    } finally {
      photos.dispose();
    }
  });
}

async function encode(drawn: Sharp, kind: PictureKind, seconds: number): Promise<Uint8Array> {
  const encoded = {
    png: () => drawn.png(),
    // To save the last few bytes its writer would hold all of the picture.
    jpeg: () => drawn.jpeg({ quality, optimiseCoding: false }),
    webp: () => drawn.webp({ quality }),
  }[kind]();
  return encoded.timeout({ seconds: Math.max(1, Math.ceil(seconds)) }).toBuffer();
}

async function attempt(work: () => Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw error;
    const message = String(error);
    if (/timeout/i.test(message)) throw new Refused('tooSlow', { cause: error });
    throw new Refused(/pixel limit|out of memory|too large/i.test(message) ? 'hugeImage' : 'broken', { cause: error });
  }
}
