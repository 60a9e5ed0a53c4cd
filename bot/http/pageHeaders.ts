import type { IncomingMessage } from 'node:http';
import type { Site } from './site.ts';

export type PageHeaders = Readonly<Record<string, string>>;

/** What is said about every file we serve; a page's own policy comes on top. */
const common: PageHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const year = 365 * 24 * 60 * 60;

/** Headers for a file of the web folder: caching by its name, and for a page who may frame it and what it may load. */
export function pageHeaders(file: { path: string; type: string }, site: Site, req: IncomingMessage): PageHeaders {
  const isPage = file.type.startsWith('text/html');
  const isChat = /^\/chat(\.[\w-]+)?$/.test(file.path); // `/chat.cy` is the chat in Welsh
  const isImmutable = file.path.startsWith('/assets/');
  return {
    ...common,
    'Content-Type': file.type,
    'Cache-Control': isImmutable ? `public, max-age=${year}, immutable` : 'no-cache',
    // The loader is fetched by host sites, and the chat page framed by them.
    'Cross-Origin-Resource-Policy': isChat || file.path === '/widget.js' ? 'cross-origin' : 'same-origin',
    ...(site.isSecure && { 'Strict-Transport-Security': `max-age=${year}` }),
    ...(isPage && {
      'Content-Security-Policy': pagePolicy(site, req, isChat ? site.frameAncestors : "'none'"),
      'Cross-Origin-Opener-Policy': 'same-origin',
      ...(!isChat && { 'X-Frame-Options': 'DENY' }),
    }),
  };
}

function pagePolicy(site: Site, req: IncomingMessage, frameAncestors: string): string {
  // Some browsers do not count web sockets as 'self'.
  const sockets = site.urlFor(req).replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${sockets}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    `frame-ancestors ${frameAncestors}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
