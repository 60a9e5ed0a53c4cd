import { createTransport } from 'nodemailer';
import type { MailConfig } from '../mailConfig.ts';
import { parseEmailAddress } from './emailAddress.ts';

/** One mail to one person. */
export interface Letter {
  /** Names it for good: a repeat has the same Message-ID, so that a mail program shows it once. */
  readonly id: string;
  readonly to: string;
  /** What the sender is called where `MAIL_FROM` gives no name. */
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** True for what a person may stop; `url`, where there is one, stops it with one click and without signing in. */
  readonly stop?: { readonly url?: string };
}

export type MailOutcome =
  | { readonly as: 'sent' }
  /** It will not be taken, now or later. `isAddress`: because of whom it is for, so that nothing should be sent there any more. */
  | { readonly as: 'refused'; readonly isAddress: boolean }
  /** Nothing was sent now. */
  | { readonly as: 'later'; readonly seconds: number }
  /** The line was lost when the server may have had all of it. */
  | { readonly as: 'uncertain' };

export interface Mailer {
  /** Hands one letter in; never rejects. */
  send(letter: Letter): Promise<MailOutcome>;
}

export interface MailTimes {
  /** Milliseconds for reaching the server, and for its first word. */
  readonly connectMs: number;
  /** Milliseconds of silence. RFC 5321 would wait minutes; a mail that is held up so long is better tried anew. */
  readonly silenceMs: number;
}

const patient: MailTimes = { connectMs: 10_000, silenceMs: 30_000 };

/** Seconds until a server that is out of reach, or says "later", is asked again: what mail servers grey-list for. */
const soon = 300;
/** And where somebody has to mend a setting first: a login or a sender that is refused. */
const muchLater = 3600;

export function createMailer(config: MailConfig, times: MailTimes = patient): Mailer {
  return {
    async send(letter) {
      const to = parseEmailAddress(letter.to);
      if (to === undefined) return { as: 'refused', isAddress: true };
      let isTaken = false;
      const transport = createTransport({
        host: config.host,
        port: config.port,
        secure: config.isSecure,
        requireTLS: config.isTlsDemanded && !config.isSecure,
        // A catcher on this machine has no certificate that anybody could check.
        ignoreTLS: !config.isTlsDemanded && !config.isSecure,
        ...(config.login && { auth: { user: config.login.user, pass: config.login.password } }),
        connectionTimeout: times.connectMs,
        greetingTimeout: times.connectMs,
        socketTimeout: times.silenceMs,
        disableFileAccess: true,
        disableUrlAccess: true,
        // The one way to learn when the server began to take the letter: errors of the line do not say. Nothing of it is kept.
        transactionLog: true,
        logger: listener(({ tnx }, line) => {
          // Some servers say 250 for "go on"; that the letter is out is told as well.
          if ((tnx === 'server' && /^354\b/.test(line)) || tnx === 'message') isTaken = true;
        }),
      });
      try {
        await transport.sendMail(messageOf(letter, to, config));
        return { as: 'sent' };
      } catch (error) {
        return outcomeOf(error, isTaken);
      } finally {
        transport.close();
      }
    },
  };
}

function messageOf({ id, sender, subject, text, html, stop }: Letter, to: string, { from }: MailConfig) {
  const host = from.address.slice(from.address.lastIndexOf('@') + 1);
  // RFC 8058: one click works over https alone.
  const isOneClick = stop?.url?.startsWith('https://') ?? false;
  return {
    from: { name: from.name || sender, address: from.address },
    to: { name: '', address: to },
    envelope: { from: from.address, to },
    messageId: `<${id}@${host}>`,
    subject,
    text,
    html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(stop && {
        'List-Unsubscribe': [
          ...(isOneClick ? [`<${stop.url}>`] : []),
          `<mailto:${from.address}?subject=stop%20reminders>`,
        ].join(', '),
      }),
      ...(isOneClick && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

function outcomeOf(error: unknown, isTaken: boolean): MailOutcome {
  const field = (name: string): unknown => Reflect.get(Object(error), name);
  const reply = Number(field('responseCode')) || undefined;
  if (reply === undefined) {
    // The envelope or the words are none that the library can send: no fault of the line, and no better next time.
    if (field('code') === 'EENVELOPE' || field('code') === 'EMESSAGE') return { as: 'refused', isAddress: false };
    return isTaken ? { as: 'uncertain' } : { as: 'later', seconds: soon };
  }
  if (reply < 500) return { as: 'later', seconds: soon };
  switch (field('command')) {
    case 'RCPT TO':
      return { as: 'refused', isAddress: true };
    case 'DATA':
      return { as: 'refused', isAddress: false };
    default:
      return { as: 'later', seconds: muchLater };
  }
}

/** A logger of the library's own kind that hands each line on and writes none. */
function listener(hear: (about: { readonly tnx?: unknown }, line: string) => void) {
  const level = (about: unknown, line?: unknown): void => hear(Object(about), String(line));
  return { level: () => {}, trace: level, debug: level, info: level, warn: level, error: level, fatal: level };
}
