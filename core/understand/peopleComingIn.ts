import { slot } from './peopleNames.ts';
import { type Rule, rule } from './peopleRules.ts';
import type { PeopleTalk } from './peopleTalk.ts';

const name = slot('name');
const theOne = '(?:the|this|that) (?:person|new person|new one|request|join request|request to join|person who asked)';
const yes = '(?:yes )?';
const no = '(?:no )?';
const not = "(?:please )?(?:don'?t|do not|never)";
const letting = (who: string): readonly string[] => [
  `${yes}(?:let|allow) ${who} (?:in|to join|join|to come in|come in|join us|to join us)`,
  `${yes}(?:approve|admit|accept) ${who}`,
  `${yes}${who} can (?:come in|join|join us|be let in)`,
];
const keepingOut = (who: string): readonly string[] => [
  `${no}${not} (?:let|allow) ${who} (?:in|to join|join|come in|to come in)`,
  `${no}(?:keep ${who} out|turn ${who} away)`,
  `${no}(?:refuse|decline|reject) ${who}`,
  `${no}${who} (?:can'?t|cannot|can not|must not|should not|shouldn'?t) (?:come in|join|join us)`,
];
const about = (type: 'letIn' | 'keepOut', named: string | undefined): PeopleTalk | undefined =>
  named === undefined ? undefined : { type, name: named };

/** Whom to let in, by name or where the words leave no doubt. */
export const comingInRules: readonly Rule[] = [
  rule(letting(theOne), () => ({ type: 'letIn' })),
  rule(keepingOut(theOne), () => ({ type: 'keepOut' })),
  rule(letting(name), (found) => about('letIn', found.sureName())),
  rule(keepingOut(name), (found) => about('keepOut', found.sureName())),
];

const them = `(?:them|him|her|${theOne})`;
/**
 * Only right after somebody asked to come in, since anywhere else "let them in" and "no, not Sam" answer a question. First what needs no
 * name.
 */
export const waitingRules: readonly Rule[] = [
  rule(
    [
      ...letting(them),
      "(?:yes )?i know (?:them|him|her)|(?:yes )?(?:he|she|they)(?:'s| is|'re| are)? (?:fine|ok|okay|one of us|with us)",
      'let in|approve|admit',
    ],
    () => ({ type: 'letIn' }),
  ),
  rule(
    [
      ...keepingOut(them),
      `${no}not (?:them|him|her)|${no}(?:i |we )?(?:don'?t|do not) know (?:them|him|her)|keep out|refuse|reject|decline`,
    ],
    () => ({ type: 'keepOut' }),
  ),
  rule([...keepingOut(name), `${no}not ${name}|${no}(?:i |we )?(?:don'?t|do not) know ${name}`], (found) =>
    about('keepOut', found.name()),
  ),
  rule(
    [...letting(name), `${yes}i know ${name}|yes ${name}|${yes}${name} is (?:fine|ok|okay|one of us|with us)`],
    (found) => about('letIn', found.name()),
  ),
];
