import { type Button, inert, shortened } from '../cards/elements.ts';
import { type Role, roles } from '../core/people/model.ts';
import type { PeopleRequest } from '../core/people/requests.ts';
import type { CardAction, Command } from '../core/turn.ts';
import type { Words } from '../core/words.ts';

/** In characters, on a button. */
const longestTitle = 40;
/** What a button that copies is about, where that is no question. */
type Copied = 'invitation' | 'letter' | 'note' | 'address';

/** The buttons of cards about people. They name whom they are about, so they stay of use on a card that is not the newest. */
export class PeopleButtons {
  private readonly words: Words;

  constructor(words: Words) {
    this.words = words;
  }

  /** `name` below `people:button/`, with its full title at `<name>Named` where there is one. */
  of(name: string, action: CardAction, values?: Record<string, unknown>): Button {
    const named = `people:button/${name}Named`;
    return {
      title: this.title(name, values),
      action,
      always: true,
      ...(values && this.words.has(named) && { hint: inert(this.words(named, values)) }),
    };
  }

  ask(name: string, request: PeopleRequest, values?: Record<string, unknown>): Button {
    return this.of(name, { do: 'people', request }, values);
  }

  say(command: Command, title: string = command): Button {
    return { title: this.words(`guide:button/${title}`), action: { do: 'say', command }, always: true };
  }

  copy(name: string, about: Copied, text: string, values?: Record<string, unknown>): Button {
    return this.of(name, { do: 'copy', question: about, text }, values);
  }

  /** One for each role but `except`. `hint`: key of the full title, which tells whom it is about. */
  roles(
    request: (role: Role) => PeopleRequest,
    { except, hint, name }: { readonly except?: Role; readonly hint?: string; readonly name?: string } = {},
  ): readonly Button[] {
    return roles
      .filter((role) => role !== except)
      .map((role) => {
        const title = this.words(`people:role/${role}/name`);
        return {
          title,
          action: { do: 'people', request: request(role) },
          always: true,
          ...(hint && { hint: inert(this.words(`people:button/${hint}`, { name, role: title })) }),
        };
      });
  }

  /** A title that may hold a name. */
  title(name: string, values?: Record<string, unknown>): string {
    return shortened(inert(this.words(`people:button/${name}`, values)), longestTitle);
  }
}
