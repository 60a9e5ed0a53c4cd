import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Sides of the square icons in pixels, as Teams wants them. */
export const iconSizes = { color: 192, outline: 32 } as const;
export type IconName = keyof typeof iconSizes;

/** The PNG of an icon, drawn from the SVG beside this file. */
export async function drawIcon(name: IconName): Promise<Buffer> {
  const svg = await readFile(join(import.meta.dirname, `${name}.svg`));
  const size = iconSizes[name];
  return sharp(svg).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}

/** What Teams would not take about an icon; empty when it is right. */
export async function iconProblems(name: IconName, png: Uint8Array): Promise<readonly string[]> {
  const size = iconSizes[name];
  const image = sharp(png);
  const { format, width, height } = await image.metadata();
  if (format !== 'png' || width !== size || height !== size)
    return [`${name}.png must be a PNG of ${size} by ${size} pixels, not a ${format} of ${width} by ${height}`];
  const { data } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = Array.from({ length: width * height }, (_, at) => data.subarray(at * 4, at * 4 + 4));
  const isClear = (pixel: Uint8Array): boolean => pixel[3] === 0;
  const isWhite = (pixel: Uint8Array): boolean => pixel.subarray(0, 3).every((part) => part === 255);
  if (name === 'color')
    return pixels.every((pixel) => pixel[3] === 255) ? [] : ['color.png must fill its square without a clear pixel'];
  const isDrawn = (pixel: Uint8Array): boolean => isWhite(pixel) && pixel[3] === 255;
  const isOutline =
    pixels.some(isClear) && pixels.some(isDrawn) && pixels.every((pixel) => isClear(pixel) || isWhite(pixel));
  return isOutline ? [] : ['outline.png must be white on a clear ground, and nothing else'];
}
