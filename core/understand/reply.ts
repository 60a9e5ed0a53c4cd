import type { Fact } from '../model.ts';
import { normalise } from './normalise.ts';
import { spelling } from './words.ts';

/** What a yes-or-no question was answered with. `detail` is what was said beyond that, as typed. */
export type Reply = {
  readonly as: 'yes' | 'no' | 'notYet' | 'notSure' | 'notApplicable' | 'unclear';
  readonly detail?: string;
  /** A set-up fact that was plainly said to be "no", such as "we have no computers". */
  readonly lacks?: Fact;
};

const whole: Readonly<Record<string, Reply['as']>> = {
  yes: 'yes',
  no: 'no',
  'not yet': 'notYet',
  'not sure': 'notSure',
  na: 'notApplicable',
};

export function understandReply(text: string): Reply {
  return { as: whole[spelling(normalise(text))] ?? 'unclear' };
}
