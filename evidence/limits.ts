/** How much a file may ask of us, whatever it says of itself. Sizes in bytes. */

/** Parts of an archive, those of archives inside it included. */
export const maxParts = 10_000;
/** What an archive may come to once unpacked, those inside it included. */
export const maxUnpacked = 300 * 1024 * 1024;
/** A part beyond `ratioFloor` may not be packed tighter than this; text in office files reaches 100. */
export const maxRatio = 200;
export const ratioFloor = 8 * 1024 * 1024;
/** The largest part of an archive, or object stream of a PDF, that is looked at as a whole. */
export const maxPart = 32 * 1024 * 1024;
/** Files inside files inside the file. */
export const maxDepth = 2;

/** One stream of a PDF; a page scanned at 600 dots an inch is 104 MB. */
export const maxStream = 128 * 1024 * 1024;
export const maxStreams = 1024 * 1024 * 1024;

/** Pixels: what phones take, and A3 at 300 dots an inch three times over. */
export const maxPixels = 50_000_000;
/** What may be held of a picture at a time, where it cannot be drawn anew row by row. */
export const maxPictureMemory = 200 * 1024 * 1024;
/** Its decoder holds the whole photo twice, some 12 bytes a pixel. */
export const maxHeicPixels = 26_000_000;
/** For the HEIC decoder; it asks for about 10 bytes a pixel. */
export const maxHeicMemory = 384 * 1024 * 1024;
