import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { changed, offsetsOf } from './zip.ts';

/** 96 by 64, the upper half red, the lower half blue. */
export function halves(): Sharp {
  const red = Buffer.alloc(96 * 32 * 3, Buffer.from([255, 0, 0]));
  const blue = Buffer.alloc(96 * 32 * 3, Buffer.from([0, 0, 255]));
  return sharp(Buffer.concat([red, blue]), { raw: { width: 96, height: 64, channels: 3 } });
}

/** What a phone writes into its photos; a place among it. */
export const metadata = {
  IFD0: { Make: 'Fixture', ImageDescription: 'Room 4' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
};
export const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30N"/></rdf:RDF></x:xmpmeta>';

/** A photo held sideways: turned by a quarter it shows the halves left and right, red to the right. */
export const sideways = (kind: 'jpeg' | 'png' | 'webp'): Promise<Uint8Array> =>
  halves().toFormat(kind, { quality: 95 }).withExif(metadata).withMetadata({ orientation: 6 }).withXmp(xmp).toBuffer();

export const jpeg = (): Promise<Uint8Array> => halves().jpeg().toBuffer();
export const png = (): Promise<Uint8Array> => halves().png().toBuffer();
export const webp = (): Promise<Uint8Array> => halves().webp().toBuffer();
/** From `heif-enc`, with a place in its metadata; the same halves. */
export const heic = (): Uint8Array => readFileSync(new URL('../fixtures/photo.heic', import.meta.url));

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG that says it is `width` by `height`, with `data` packed as its picture; grey, or in full colour with two bytes each and in passes. */
export function pngSaying(width: number, height: number, data: Uint8Array, isFull = false): Uint8Array {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set(isFull ? [16, 6, 0, 0, 1] : [8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** The JPEG with other dimensions in its frame header. */
export const jpegSaying = (bytes: Uint8Array, width: number, height: number): Uint8Array =>
  changed(bytes, (view) => {
    const [frame = 0] = [...offsetsOf(bytes, '\xff\xc0'), ...offsetsOf(bytes, '\xff\xc2')];
    view.writeUInt16BE(height, frame + 5);
    view.writeUInt16BE(width, frame + 7);
  });

/** The HEIC with other dimensions among its properties. */
export const heicSaying = (width: number, height: number): Uint8Array =>
  changed(heic(), (view) => {
    for (const at of offsetsOf(view, 'ispe')) {
      view.writeUInt32BE(width, at + 8);
      view.writeUInt32BE(height, at + 12);
    }
  });
