import { type AdaptiveCard, type Button, buttons, card, openUrl, quiet, submit, text } from './elements.ts';

export interface UploadView {
  readonly title: string;
  readonly how: string;
  readonly link: { readonly title: string; readonly url: string };
  /** A QR code as a PNG in a `data:` address, with what to do with it. */
  readonly qr: { readonly image: string; readonly hint: string; readonly alt: string };
  readonly note: string;
  readonly buttons: readonly Button[];
}

/** The ways to send a document: a page to open here, and the same page on a phone. */
export function uploadCard(view: UploadView): AdaptiveCard {
  return card(
    [
      text(view.title, { weight: 'Bolder', style: 'heading' }),
      text(view.how, { spacing: 'Small' }),
      ...buttons([openUrl(view.link.title, view.link.url)]),
      text(view.qr.hint, { spacing: 'Medium' }),
      { type: 'Image', url: view.qr.image, altText: view.qr.alt, width: '160px', height: '160px', spacing: 'Small' },
      quiet(view.note),
      ...buttons(view.buttons.map(submit)),
    ],
    [view.title, view.how, view.qr.hint, view.note].join('\n'),
  );
}

export interface DownloadView {
  readonly notice: string;
  readonly link: { readonly title: string; readonly url: string };
}

/** A link that opens one file, for a short time. */
export function downloadCard({ notice, link }: DownloadView): AdaptiveCard {
  return card([text(notice), ...buttons([openUrl(link.title, link.url)])], notice);
}
