import { generate } from 'lean-qr';
import { toPngDataURL } from 'lean-qr/extras/node_export';

/** Black on white whatever the card's colours are, with the quiet zone that readers ask for: four modules. */
const look = { on: [0, 0, 0], off: [255, 255, 255], pad: 4, scale: 6 } as const;

/** A QR code of `text` as a PNG in a `data:` address: 1 to 2 KB for a link, large enough to be read off a screen. */
export function qrCode(text: string): string {
  return toPngDataURL(generate(text), look);
}
