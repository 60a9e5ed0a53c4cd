import { isLoopbackName } from './addresses.ts';
import { parseEmailAddress } from './reach/emailAddress.ts';

/** The settings for sending mail. */
export const mailSettingNames = ['SMTP_URL', 'MAIL_FROM'] as const;

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`). */
  readonly isSecure: boolean;
  /** Nothing is said over a connection that is not encrypted. False only for a server on this machine. */
  readonly isTlsDemanded: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
  readonly from: { readonly name: string; readonly address: string };
}

type Value = (name: (typeof mailSettingNames)[number]) => string | undefined;

/** Undefined when nothing is set: then no mail is sent. What is wrong or half given is added to `problems`. */
export function readMail(value: Value, problems: string[]): MailConfig | undefined {
  const url = value('SMTP_URL');
  const from = value('MAIL_FROM');
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined) problems.push('MAIL_FROM needs SMTP_URL as well');
  if (from === undefined) problems.push('SMTP_URL needs MAIL_FROM as well');
  const server = url === undefined ? undefined : readServer(url, problems);
  const sender = from === undefined ? undefined : readSender(from, problems);
  return server && sender && Object.freeze({ ...server, from: sender });
}

function readServer(text: string, problems: string[]): Omit<MailConfig, 'from'> | undefined {
  const url = URL.parse(text);
  const isPlain = url && !url.search && !url.hash && (url.pathname === '' || url.pathname === '/');
  if (!url?.hostname || !isPlain || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) {
    problems.push('SMTP_URL must be an address such as smtps://name:password@mail.example.org');
    return undefined;
  }
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === undefined || password === undefined || (user === '') !== (password === '')) {
    problems.push('SMTP_URL must have both a name and a password or neither, with signs such as @ written as %40');
    return undefined;
  }
  const isSecure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    // Those of RFC 8314 and RFC 6409: mail that a program hands in goes there, and port 25 is for servers among themselves.
    port: url.port ? Number(url.port) : isSecure ? 465 : 587,
    isSecure,
    isTlsDemanded: !isLoopbackName(url.hostname),
    login: user ? { user, password } : undefined,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `guide@example.org`, or `DSPT Guide <guide@example.org>`. */
function readSender(text: string, problems: string[]): MailConfig['from'] | undefined {
  const { name = '', address = text } = /^(?<name>[^<>"\p{Cc}]{0,100})<(?<address>[^<>]+)>$/u.exec(text)?.groups ?? {};
  const parsed = parseEmailAddress(address);
  if (parsed !== undefined) return { name: name.trim(), address: parsed };
  problems.push('MAIL_FROM must be an email address, such as DSPT Guide <guide@example.org>');
  return undefined;
}
