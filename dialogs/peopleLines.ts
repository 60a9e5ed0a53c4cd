import type { Words } from '../core/words.ts';
import type { Describe } from './describe.ts';
import type { Said, Telling } from './said.ts';

/** What can be said about people, questions handed on, and roles. */
export type PeopleSaid = Extract<
  Said,
  {
    type:
      | 'notAllowed'
      | 'onlyLooking'
      | 'people'
      | 'confirmPeople'
      | 'whichRole'
      | 'whoToAsk'
      | 'noSuchPerson'
      | 'handedOn'
      | 'alreadyHandedOn'
      | 'guestLink'
      | 'handedBack'
      | 'takenOn'
      | 'withdrawn'
      | 'nothingHandedOn'
      | 'assignments'
      | 'letters'
      | 'notice'
      | 'guestWelcome'
      | 'guestDone'
      | 'publicationNoted'
      | 'edited'
      | 'joined'
      | 'newcomer'
      | 'noLonger';
  }
>;

/** What is said of people in plain lines; their cards say the rest. */
export class PeopleLines {
  readonly words: Words;
  readonly describe: Describe;

  constructor(words: Words, describe: Describe) {
    this.words = words;
    this.describe = describe;
  }

  of(said: PeopleSaid, _turn: Telling): readonly string[] {
    const told = said.type === 'people' ? JSON.stringify(said.told) : JSON.stringify(said);
    return [told];
  }
}
