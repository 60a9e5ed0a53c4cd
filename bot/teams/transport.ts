import { isNativeError } from 'node:util/types';
import type { HttpClient } from '../keptClients.ts';
import { ConnectorError, errorOfStatus } from './connectorError.ts';

/** Codes of errors after which it is certain that nothing was sent. */
const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/**
 * One try over HTTP, cut after so many milliseconds; rejects with a `ConnectorError` for anything but success. It stands where the SDK
 * has a client of its own: that one waits for ever for an answer, and above it the SDK tries four times, sleeping for as long as
 * `Retry-After` says, also an hour. What it does not know as an error of its own it passes on at once.
 */
export function oneTry(milliseconds: number): HttpClient {
  return {
    async sendRequest(request) {
      const { method, url, body } = request;
      let response: Response;
      let text: string;
      try {
        response = await fetch(url, {
          method,
          headers: request.headers.toJson({ preserveCase: true }),
          redirect: 'manual',
          signal: AbortSignal.timeout(milliseconds),
          ...(typeof body === 'string' && { body }),
        });
        text = await response.text();
      } catch (error) {
        throw withoutAnswer(error);
      }
      if (!response.ok) throw errorOfStatus(response.status, response.headers.get('Retry-After'), new Date());
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of response.headers) headers.set(name, value);
      return { request, headers, status: response.status, bodyAsText: text };
    },
  };
}

function withoutAnswer(error: unknown): ConnectorError {
  const isLate = Reflect.get(Object(error), 'name') === 'TimeoutError';
  if (isLate) return new ConnectorError({ failure: 'timeout', mayHaveArrived: true, cause: error });
  const code: unknown = isNativeError(error) && isNativeError(error.cause) && Reflect.get(error.cause, 'code');
  const isCertain = typeof code === 'string' && neverLeft.includes(code);
  return new ConnectorError({ failure: 'unreachable', mayHaveArrived: !isCertain, cause: error });
}
