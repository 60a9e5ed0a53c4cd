import { dayOf } from '../understand/calendar.ts';
import { daysBetween, yearAfter } from './days.ts';
import type { ReminderFacts, ServiceFacts } from './model.ts';
import { mostOverdue, planStages } from './thresholds.ts';

type Year = Pick<ReminderFacts, 'deadline' | 'editions'>;

/** The first yearly deadline on or after a day. */
export function deadlineFrom(date: string, { deadline }: Pick<Year, 'deadline'>): string {
  const { year } = dayOf(date);
  const inThatYear = `${year}-${deadline}`;
  return inThatYear >= date ? inThatYear : `${year + 1}-${deadline}`;
}

/** Every deadline that matters to somebody who looks from one day on: the one before it, and those up to the next but one. */
export function deadlinesAround(date: string, { deadline }: Pick<Year, 'deadline'>): readonly string[] {
  const { year } = dayOf(date);
  return [-1, 0, 1, 2].map((years) => `${year + years}-${deadline}`);
}

/**
 * Whether a publication counts for a deadline: it was made since the toolkit turned to that year's edition, late ones included. Where that
 * edition is not known, since the deadline before.
 */
export function isPublishedFor(deadline: string, { publishedOn }: ServiceFacts, { editions }: Year): boolean {
  if (publishedOn === undefined) return false;
  const before = yearBefore(deadline);
  const turned = editions.findLast(({ outOn }) => outOn > before && outOn <= deadline)?.outOn;
  return turned === undefined ? publishedOn > before : publishedOn >= turned;
}

/** Whether a publication is less than a year old on a day: a result goes out of date a year after it. */
export function isPublishedOn(date: string, { publishedOn }: ServiceFacts): boolean {
  return publishedOn !== undefined && date < yearAfter(publishedOn);
}

/** Whether a day is so near a deadline, or so shortly after it, that the plan speaks of what is left. */
export function isPlanTime(date: string, startedOn: string, year: Pick<Year, 'deadline'>): boolean {
  const next = deadlineFrom(date, year);
  return [yearBefore(next), next].some((deadline) => {
    const days = daysBetween(date, deadline);
    return deadline >= startedOn && days <= planStages[0] && days >= -7 * mostOverdue;
  });
}

const yearBefore = (deadline: string): string => `${dayOf(deadline).year - 1}${deadline.slice(4)}`;
