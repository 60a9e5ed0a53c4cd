import { afterAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type Inspection, Inspector } from '../../evidence/inspector.ts';
import { halves, heic, pngSaying, sideways } from './make/picture.ts';

const inspector = new Inspector();
afterAll(() => inspector.close());

type Taken = Extract<Inspection, { verdict: 'accepted' }>;

async function taken(name: string, bytes: Uint8Array): Promise<Taken> {
  const found = await inspector.inspect({ name, bytes, today: '2026-04-01', kinds: [] });
  if (found.verdict === 'refused') throw new Error(found.refusal);
  return found;
}

/** The colour at a place of a picture, as it is stored: whoever shows it must not have to turn it. */
async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<'red' | 'blue' | 'other'> {
  const [red = 0, green = 0, blue = 0] = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  if (red > 180 && green < 80 && blue < 80) return 'red';
  return blue > 180 && green < 80 && red < 80 ? 'blue' : 'other';
}

/** What can only stand in a file as metadata. */
const traces = [
  'Exif',
  'GPS',
  'ns.adobe.com',
  'Fixture',
  'Room 4',
  'eXIf',
  'EXIF',
  'XMP ',
  'tEXt',
  'iTXt',
  'Photoshop',
];

async function expectBare(bytes: Uint8Array): Promise<void> {
  const { exif, xmp, iptc, icc, comments, orientation } = await sharp(bytes).metadata();
  expect({ exif, xmp, iptc, icc, comments, orientation }).toEqual({});
  const text = Buffer.from(bytes).toString('latin1');
  expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
}

describe('a photo', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('loses its place and keeps its looks: %s', async (kind) => {
    const bytes = await sideways(kind);
    // The fixture must have what is to go, or this proves nothing.
    expect(await sharp(bytes).metadata()).toMatchObject({
      exif: expect.anything(),
      orientation: 6,
      width: 96,
      height: 64,
    });
    expect(Buffer.from(bytes).toString('latin1')).toContain('Fixture');

    const found = await taken(`photo.${kind}`, bytes);
    expect(found.fileType).toBe(kind);
    await expectBare(found.bytes);
    expect(await sharp(found.bytes).metadata()).toMatchObject({ format: kind, width: 64, height: 96 });
    expect([await colourAt(found.bytes, 10, 48), await colourAt(found.bytes, 54, 48)]).toEqual(['blue', 'red']);
  });

  it('of a phone becomes one that every computer opens', async () => {
    expect(Buffer.from(heic()).toString('latin1')).toContain('Exif');
    const found = await taken('IMG_0002.HEIC', heic());
    expect(found).toMatchObject({ fileType: 'jpeg', name: 'IMG_0002.jpg' });
    await expectBare(found.bytes);
    expect(await sharp(found.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 96, height: 64 });
    expect([await colourAt(found.bytes, 48, 10), await colourAt(found.bytes, 48, 54)]).toEqual(['red', 'blue']);
  });

  it('keeps nothing that was put behind its end', async () => {
    const found = await taken('a.jpg', Buffer.concat([await halves().jpeg().toBuffer(), Buffer.from('Room 4')]));
    await expectBare(found.bytes);
  });

  it('keeps a see-through ground', async () => {
    const clear = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await sharp((await taken('logo.png', clear)).bytes).metadata()).toMatchObject({ hasAlpha: true });
  });

  it('that holds more than it says is cut to what it says', async () => {
    const found = await taken('a.png', pngSaying(10, 10, new Uint8Array(10_000_000)));
    expect(await sharp(found.bytes).metadata()).toMatchObject({ width: 10, height: 10 });
  });
});
