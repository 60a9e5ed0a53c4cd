import type { Server } from 'restify';
import type { Store } from '../storage/ports.ts';
import type { Config } from './config.ts';
import { sendJson } from './http/errors.ts';
import { handler } from './http/handler.ts';
import { describeError, type Logger } from './logger.ts';
import type { ProxyWatch } from './proxyWatch.ts';

/** What works less well than it could, in fixed words that give nothing away. */
type Degraded =
  | 'store.unreachable'
  | 'pages.notBuilt'
  | 'support.noContact'
  | 'channels.loopbackOnly'
  | 'proxy.notTrusted';

export interface HealthOptions {
  readonly store: Store;
  readonly config: Config;
  readonly logger: Logger;
  readonly hasPages: boolean;
  readonly proxies: ProxyWatch;
}

/** `GET /healthz`: 200 and what is degraded, or 503 when the store does not answer and no turn could be kept. */
export function healthRoute(server: Server, { store, config, logger, hasPages, proxies }: HealthOptions): void {
  const lasting: Degraded[] = [
    ...(hasPages ? [] : ['pages.notBuilt' as const]),
    ...(config.support.phone || config.support.email ? [] : ['support.noContact' as const]),
    ...(config.botFramework.MicrosoftAppId ? [] : ['channels.loopbackOnly' as const]),
  ];
  const answer = handler(logger, async (_req, res) => {
    const isReachable = await reach(store, logger);
    const degraded: Degraded[] = [
      ...(isReachable ? [] : ['store.unreachable' as const]),
      ...lasting,
      ...(proxies.hasSeenOne ? ['proxy.notTrusted' as const] : []),
    ];
    sendJson(res, isReachable ? 200 : 503, { status: isReachable ? 'ok' : 'unavailable', degraded });
  });
  server.get('/healthz', answer);
  server.head('/healthz', answer);
}

async function reach(store: Store, logger: Logger): Promise<boolean> {
  try {
    await store.documents.get('health');
    return true;
  } catch (error) {
    logger.error('server.degraded', describeError(error));
    return false;
  }
}
