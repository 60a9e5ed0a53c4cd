import type { IncomingMessage } from 'node:http';

const forwardingHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const;

const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

/** A request made on this very machine, as far as one can tell: no proxy has passed it on. */
export function isLocal(req: IncomingMessage): boolean {
  return (
    isLoopback(req.socket.remoteAddress ?? '') && forwardingHeaders.every((name) => req.headers[name] === undefined)
  );
}

/**
 * The caller's address. With proxies in front, the one that the outermost of `trustedProxies` saw; what a caller wrote
 * into the header itself stands further left and is not believed.
 */
export function callerAddress(req: IncomingMessage, trustedProxies: number): string {
  const direct = req.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const forwarded = [req.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',');
  const hops = forwarded.map((hop) => hop.trim()).filter(Boolean);
  return hops.at(-trustedProxies) ?? hops[0] ?? direct;
}

/** True for a request that a proxy says it has passed on while none is trusted: all its callers then count as one. */
export function isFromUntrustedProxy(req: IncomingMessage, trustedProxies: number): boolean {
  return trustedProxies === 0 && req.headers['x-forwarded-for'] !== undefined;
}

/** One bucket for one household or office: IPv6 callers own a whole /64 and may change within it. */
export function callerGroup(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) while (groups.length < 4) groups.push('0');
  return groups.slice(0, 4).join(':');
}
