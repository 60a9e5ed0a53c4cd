import { isNativeError } from 'node:util/types';
import { type DestinationStream, pino } from 'pino';
import type { LogLevel } from './config.ts';

/**
 * Every line has one of these fixed names. Fields are ids, codes and counts: never a text, an answer, a name, a token
 * or a return code.
 */
export type LogEvent =
  | 'server.ready'
  | 'server.degraded'
  | 'server.closing'
  | 'server.closed'
  | 'server.failed'
  | 'process.uncaught'
  | 'http.failed'
  | 'proxy.notTrusted'
  | 'channels.loopbackOnly'
  | 'channels.unauthorized'
  | 'channels.tenantRefused'
  | 'channels.reachNotKept'
  | 'channels.fileNotFetched'
  | 'stream.slow'
  | 'stream.failed'
  | 'evidence.undelivered'
  | 'evidence.workerStopped'
  | 'evidence.scanFailed'
  | 'evidence.checkFailed'
  | 'evidence.sweepFailed'
  | 'reach.failed'
  | 'people.afterFailed'
  | 'identity.refused'
  | 'identity.keysFailed'
  | 'reminders.bankHolidaysUnknown'
  | 'reminders.passed'
  | 'reminders.passFailed'
  | 'reminders.lookFailed'
  | 'reminders.undelivered'
  | 'turn.failed'
  | 'turn.unanswered';

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  debug(event: LogEvent, fields?: LogFields): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** The second wall: should a careless field carry one of these, its value does not reach the log. */
const neverLogged = ['text', 'value', 'answer', 'name', 'email', 'phone', 'token', 'authorization', 'cookie', 'secret'];
const redacted = [...neverLogged, 'returnCode', 'password', 'activity', 'body', 'headers', 'url'].flatMap((key) => [
  key,
  `*.${key}`,
]);

export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const lines = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted, censor: '[removed]' },
    },
    ...(destination ? [destination] : []),
  );
  return {
    debug: (event, fields) => lines.debug(fields ?? {}, event),
    info: (event, fields) => lines.info(fields ?? {}, event),
    warn: (event, fields) => lines.warn(fields ?? {}, event),
    error: (event, fields) => lines.error(fields ?? {}, event),
  };
}

/**
 * What a log may say about an error: its class, its code and where it came from. Not its message, which may quote what
 * a person typed (a JSON parser does).
 */
export function describeError(error: unknown): LogFields {
  if (!isNativeError(error)) return { errorName: typeof error };
  const code: unknown = Reflect.get(error, 'code');
  // Without the message, which could be written to look like a line of the stack.
  const frames = (error.stack ?? '')
    .replace(error.message, () => '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    errorName: error.name === 'Error' ? error.constructor.name : error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { errorCode: code } : {}),
    stack: frames
      .slice(0, 12)
      .map((line) => line.trim())
      .join(' < '),
    ...(isNativeError(error.cause) ? { causeName: error.cause.name } : {}),
  };
}
