import type { Next, Request, Response } from 'restify';
import { describeError, type Logger } from '../logger.ts';
import { HttpError, sendError } from './errors.ts';

/** A restify handler out of an async function: what it throws becomes a JSON error, and only surprises are logged. */
export function handler(logger: Logger, serve: (req: Request, res: Response) => Promise<void>) {
  return (req: Request, res: Response, next: Next): void => {
    serve(req, res)
      .catch((error: unknown) => {
        if (!(error instanceof HttpError)) logger.error('http.failed', describeError(error));
        if (res.headersSent) res.destroy();
        else sendError(res, error instanceof HttpError ? error : serviceError());
      })
      .finally(() => next());
  };
}

const serviceError = (): HttpError => new HttpError(500, 'ServiceError', 'Something went wrong on our side.');
