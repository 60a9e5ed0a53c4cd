import { addDays } from './calendar.ts';
import { understandDate } from './dates.ts';
import { isDateAlone } from './peopleReminderWords.ts';
import { type Found, type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const it =
  '(?: (?:it|this|everything|the toolkit|our toolkit|the dspt|our dspt|dspt|the dsp toolkit|our answers|my answers|the answers|our assessment|the assessment|toolkit|it all))?';
/** "On the website" is where a privacy notice is read. */
const there =
  '(?: (?:on|to|at|in) (?:(?:the )?(?:(?:official|nhs|real|dspt|toolkit|government|dsp toolkit) ){1,3}(?:site|website|portal|page)|the (?:toolkit|dspt)))?';
const when =
  '(?: (?:already|now|just now|at last|finally|all|and done|for this year|this year))?(?: (?<when>.{2,40}))?';

export const publishedRules: readonly Rule[] = [
  rule(
    [
      `(?:(?:i|we)(?: have|'?ve)?|just) (?:now |just |already |finally |all )?(?:published|submitted)${it}${there}${when}`,
      `(?:i|we|my manager|our manager|the manager)(?: have|'?ve| has|'?s)? (?:now |just |already |finally )?(?:pressed|clicked|hit|pushed|tapped|done|clicked on|pressed on) (?:the )?publish(?: button)?${there}${when}`,
      `(?:it|everything)(?:'?s| is| has been|'?s been) (?:now |just |already |finally |all )?(?:published|submitted)${there}`,
      `(?:(?:the|our) )?(?:toolkit|dspt|assessment)(?:'?s| is| has been| was| got|'?s been)? (?:now |just |already |finally |all )?(?:published|submitted)${there}${when}`,
      '(?:published|submitted) it',
      `(?:published|submitted) (?:(?:the|our) )?(?:toolkit|dspt|assessment)${there}${when}`,
    ],
    published,
  ),
];

/** Published: today, or on a day or in a month of the last year. With other words behind it, something else was published. */
function published(found: Found): PeopleTalk | undefined {
  if (!found.has('when')) return { type: 'published' };
  const said = found.asTyped('when') ?? '';
  if (!isDateAlone(said)) return undefined;
  const date = understandDate(said, found.said.today);
  if (!date.ok || date.precision === 'year' || date.date < addDays(found.said.today, -oneYear)) return undefined;
  return { type: 'published', on: date.date };
}

/** In days. What was published before then is said of another year. */
const oneYear = 366;
