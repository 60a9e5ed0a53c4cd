import type { QuestionId } from '../ids.ts';
import type { Role } from '../people/model.ts';
import { inPost, isEmail, isFirm, isPersonName, isSurelyName, isWho, withoutPossessive } from './peopleNames.ts';
import { roleIn } from './peopleRoles.ts';
import { inWords } from './peopleSpelling.ts';
import type { PeopleTalk } from './peopleTalk.ts';

/** What a whole utterance may say, and what is made of it; undefined where what it holds does not fit, such as no name. */
export interface Rule {
  readonly way: RegExp;
  readonly make: (found: Found) => PeopleTalk | undefined;
}

/** One or several ways to say the same, as texts of patterns over all that is said. */
export function rule(ways: string | readonly string[], make: Rule['make']): Rule {
  const all = typeof ways === 'string' ? [ways] : ways;
  return { way: new RegExp(`^(?:${all.join('|')})$`, 'i'), make };
}

/** A question's number. */
export const item = '(?:the )?(?:question |item |number |q ?|no )?(?<question>\\d{1,2}\\.\\d{1,2}\\.\\d{1,2})';
/** The open question. */
export const thisOne = '(?:this|this one|this question|that question|the question|this 1|this q|this bit)';

interface Said {
  /** All of it, without what was said out of politeness. */
  readonly text: string;
  /** As typed, for what stood together there. */
  readonly typed: string;
  /** Whether somebody asked for it: "please", "can I". */
  readonly isAsked: boolean;
  /** Whether somebody wants it for themselves: "I want". */
  readonly isWanted: boolean;
  /** Whether somebody only says what they will do: "we need to", "I'll". */
  readonly isPlan: boolean;
  /** ISO date in Europe/London. */
  readonly today: string;
}

/** What a rule found, asked for by the names of its groups. */
export class Found {
  readonly said: Said;
  private readonly groups: Readonly<Record<string, string | undefined>>;

  constructor(said: Said, groups: Readonly<Record<string, string | undefined>>) {
    this.said = said;
    this.groups = groups;
  }

  /** As typed; undefined also where a comma or full stop stood within. */
  text(group: string): string | undefined {
    const found = this.groups[group];
    return found && this.said.typed.includes(found) ? found : undefined;
  }

  /** As typed, commas and all; as it was read where it cannot be found there again. */
  asTyped(group: string): string | undefined {
    const found = this.groups[group];
    if (found === undefined) return undefined;
    const words = this.said.typed.split(' ');
    const isIt = (start: number, end: number) => inWords(words.slice(start, end).join(' ')) === found;
    for (let start = words.length - 1; start >= 0; start -= 1) {
      for (let end = start + 1; end <= words.length; end += 1) {
        if (isIt(start, end))
          return words
            .slice(start, end)
            .join(' ')
            .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
      }
    }
    return found;
  }

  /** A person's name. */
  name(group = 'name'): string | undefined {
    return this.which(group, isPersonName);
  }

  /** What can hardly be anything but a person's name. */
  sureName(group = 'name'): string | undefined {
    return this.which(group, (text) => isSurelyName(text, this.said.typed));
  }

  /** A name, "the IT firm" or an email address. */
  who(group = 'name'): string | undefined {
    return this.which(group, (text) => isWho(text) || isEmail(text));
  }

  /** As `who`, where words of other kinds may stand as well. */
  sureWho(group = 'name'): string | undefined {
    return this.which(group, (text) => isFirm(text) || isEmail(text) || isSurelyName(text, this.said.typed));
  }

  /** One of the service's own people: "Sam", "my deputy Sam" (as Sam), "my deputy" (without a name). */
  colleague(group = 'name'): { readonly name?: string } | undefined {
    const sure = this.sureName(group);
    return sure === undefined ? inPost(this.text(group) ?? '') : { name: sure };
  }

  /** The name in "Sam's" and "sams". */
  owner(group = 'name'): string | undefined {
    const owner = this.text(group);
    const name = owner && withoutPossessive(owner);
    return name && (isPersonName(name) || (owner.endsWith("'s") && isWho(name))) ? name : undefined;
  }

  /** "The IT firm". */
  firm(group = 'name'): string | undefined {
    return this.which(group, isFirm);
  }

  isSure(name: string): boolean {
    return isSurelyName(name, this.said.typed);
  }

  email(group = 'email'): string | undefined {
    return this.which(group, isEmail);
  }

  role(): Role | undefined {
    return roleIn(this.groups.role);
  }

  /** Whether no comma or the like stands within all that is said. */
  isUnbroken(): boolean {
    return this.said.typed.includes(this.said.text);
  }

  /** For the talk that is about a question, if one was named. */
  about(): { readonly question?: QuestionId } {
    return this.groups.question ? { question: this.groups.question } : {};
  }

  has(group: string): boolean {
    return this.groups[group] !== undefined;
  }

  private which(group: string, isIt: (text: string) => boolean): string | undefined {
    const text = this.text(group);
    // Shouted, "it" is no department.
    const isShoutedIt = text === 'IT' && this.said.typed === this.said.typed.toUpperCase();
    return text !== undefined && !isShoutedIt && isIt(text) ? text : undefined;
  }
}
