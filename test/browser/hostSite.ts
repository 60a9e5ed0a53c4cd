/** A stand-in for a support organisation's site that includes the widget, on a port (so an origin) of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `attributes` of the script line; `own` is a script of the site's. */
const page = (guideUrl: string, attributes = 'data-label="Toolkit help" async', own = '') => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Care support in Rutland</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/site.css"></head>
<body><main><h1>Care support in Rutland</h1>
${'<p>We help care services with the toolkit, with training and with people to talk to. Read about our work below.</p>'.repeat(12)}
<p><a id="own-link" href="#chat">Ask the guide</a></p>
<p><label for="last">Your email address</label> <input id="last" type="email" autocomplete="off"></p></main>
<script src="${guideUrl}/widget.js" ${attributes}></script>${own}</body></html>`;

/** For a site that learns later who is there, and asks its own server for a token whenever one is needed. */
const askingScript = `addEventListener('load', () => {
  const [, , person] = location.pathname.split('/');
  const ask = async () => (await fetch('/token/' + person)).text();
  document.querySelector('#own-link').onclick = () => DsptGuide.identify(ask);
});`;

// Styles that a widget without a shadow tree would suffer from.
const style = `body { font: 20px/1.6 Georgia, serif; margin: 2rem; max-width: 60rem } button, span, dialog, div { font-family: cursive;
  color: fuchsia; text-transform: uppercase; border: 4px dotted red } #last { width: 100% }`;

export interface HostSite {
  readonly origin: string;
  /** Which guide the page includes; set once that runs. */
  guideUrl: string;
  /** Signs a token for a person; undefined where the site signs nobody in. */
  issue: ((person: string) => string) | undefined;
  /** How many it has issued. */
  issued: number;
  close(): void;
}

/**
 * Serves the host page under a policy as strict as a careful site's: only the guide may be included and framed. `/as/<person>` is
 * the page of somebody who has signed in there, `/asking/<person>` one that identifies them when its link is clicked.
 */
export async function serveHostSite(): Promise<HostSite> {
  const server = createServer((req, res) => {
    if (req.url === '/site.css') return res.setHeader('Content-Type', 'text/css').end(style);
    if (req.url === '/site.js') return res.setHeader('Content-Type', 'text/javascript').end(askingScript);
    const [, kind, person = ''] = (req.url ?? '').split('/');
    const issue = (): string => {
      site.issued++;
      return site.issue?.(person) ?? '';
    };
    if (kind === 'token') return res.end(issue());
    const policy = `default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self' ${site.guideUrl}; frame-src ${site.guideUrl}; img-src data:; require-trusted-types-for 'script'`;
    res.setHeader('Content-Type', 'text/html; charset=utf-8').setHeader('Content-Security-Policy', policy);
    if (kind === 'as') return res.end(page(site.guideUrl, `data-identity="${issue()}" async`));
    if (kind === 'asking') return res.end(page(site.guideUrl, 'async', '<script src="/site.js"></script>'));
    return res.end(page(site.guideUrl));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  const site: HostSite = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    guideUrl: '',
    issue: undefined,
    issued: 0,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return site;
}
