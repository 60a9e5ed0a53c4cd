import type { Words } from '../core/words.ts';
import type { Support } from './said.ts';

/** Whom to talk to, as one line. */
export class SupportLine {
  private readonly words: Words;
  private readonly support: Support;

  constructor(words: Words, support: Support) {
    this.words = words;
    this.support = support;
  }

  contact(): string {
    const { words, support } = this;
    if (!support.name && !support.phone && !support.email) return words('guide:person/unknown');
    return [
      ...(support.name ? [words('guide:person/known', { name: support.name })] : []),
      ...(support.phone ? [words('guide:person/phone', { phone: support.phone })] : []),
      ...(support.email ? [words('guide:person/email', { email: support.email })] : []),
      ...(support.hours ? [words('guide:person/hours', { hours: support.hours })] : []),
    ].join(' ');
  }
}
