import { politeAfter, politeBefore } from './intentPhrases.ts';
import { handingOnRules } from './peopleHandingOn.ts';
import { reminderRules } from './peopleReminders.ts';
import { Found, type Rule } from './peopleRules.ts';
import { serviceRules } from './peopleServices.ts';
import { inWords, mended, withoutDots } from './peopleSpelling.ts';
import type { PeopleTalk } from './peopleTalk.ts';
import { teamRules } from './peopleTeam.ts';

/** Tried from the first on. */
export const peopleRules: readonly Rule[] = [...handingOnRules, ...teamRules, ...reminderRules, ...serviceRules];

const asking = /\b(?:how|please|pls|plz|can|could|may|would|want|wanna|like|possible|thanks|thank)\b/;
const wanting = /\b(?:i want|i wanna|i would like|id like)\b/;
const planning = /\b(?:ill|i will|we will|need|must|think)\b/;

/** What `said` (normalised) as a whole asks for by one of `rules`. */
export function phraseIn(said: string, today: string, rules: readonly Rule[]): PeopleTalk | undefined {
  const plain = inWords(said);
  const typed = withoutDots(said);
  return (
    talkIn(plain, typed, today, rules) ??
    (mended(plain) === plain ? undefined : talkIn(mended(plain), typed, today, rules))
  );
}

function talkIn(plain: string, typed: string, today: string, rules: readonly Rule[]): PeopleTalk | undefined {
  const words = plain.split(' ');
  for (const from of startsOf(words)) {
    for (const to of endsOf(words, from)) {
      const text = words.slice(from, to).join(' ');
      const politeness = [...words.slice(0, from), ...words.slice(to)];
      const around = spell(politeness);
      const said = {
        text,
        typed,
        isAsked: asking.test(around),
        isWanted: wanting.test(around),
        isPlan: planning.test(around) || politeness.some((word) => /'ll$/i.test(word)),
        today,
      };
      for (const { way, make } of rules) {
        const found = way.exec(text);
        const talk = found && make(new Found(said, found.groups ?? {}));
        if (talk) return talk;
      }
    }
  }
  return undefined;
}

const spell = (words: readonly string[]): string =>
  words.map((word) => word.toLowerCase().replaceAll("'", '')).join(' ');

/** Where the request may begin: at the first word, or after more and more politeness. */
function startsOf(words: readonly string[]): readonly number[] {
  const starts = [0];
  for (let at = 0; starts.length < 6; ) {
    const count = [4, 3, 2, 1].find(
      (many) => at + many < words.length && politeBefore.has(spell(words.slice(at, at + many))),
    );
    if (!count) break;
    at += count;
    starts.push(at);
  }
  return starts;
}

function endsOf(words: readonly string[], from: number): readonly number[] {
  const ends = [words.length];
  for (let to = words.length; ends.length < 4; ) {
    const count = [4, 3, 2, 1].find((many) => to - many > from && politeAfter.has(spell(words.slice(to - many, to))));
    if (!count) break;
    to -= count;
    ends.push(to);
  }
  return ends;
}
