import { hash } from 'node:crypto';
import type { Words } from '../../core/words.ts';
import { escaped } from '../reach/escaped.ts';

/** `ask`: has the button. `done`: there is nothing more to stop. `unknown`: the link is none of ours, or none any more. */
export type StopPage = 'ask' | 'done' | 'unknown';

/** The colours are the browser's own, light or dark; a control is as high as a thumb. */
const style = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
button { min-height: 3rem; padding: 0.5rem 1.25rem; font: inherit; }
`;

/** No script, nothing from elsewhere, in no frame, and a form that leads nowhere but back. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** `isSecure`: our pages are served by https. */
export function stopHeaders({ isSecure }: { readonly isSecure: boolean }): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex',
    ...(isSecure && { 'Strict-Transport-Security': `max-age=${365 * 24 * 60 * 60}` }),
  };
}

/** `guide`: the address of the guide. The form leads back to the page's own address, so the secret is nowhere in it. */
export function stopPage(page: StopPage, words: Words, guide: string): string {
  const say = (key: string): string => escaped(words(`mail:stopPage/${key}`));
  return [
    `<!doctype html><html lang="${escaped(words.locale)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${say(`${page}/heading`)}</title><style>${style}</style></head><body><main>`,
    `<h1>${say(`${page}/heading`)}</h1>`,
    `<p>${say(`${page}/text`)}</p>`,
    page === 'ask'
      ? `<form method="post"><button>${say('ask/button')}</button></form>`
      : `<p>${say(`${page}/how`)}</p><p><a href="${escaped(guide)}">${say('open')}</a></p>`,
    '</main></body></html>\n',
  ].join('\n');
}
