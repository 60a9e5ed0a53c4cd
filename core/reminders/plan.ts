import { addDays } from '../understand/calendar.ts';
import type { LondonCalendar } from './calendar.ts';
import type { PlanDay } from './model.ts';
import { slotMinutes } from './thresholds.ts';

/** How many sittings of 20 minutes the questions that are left take; at least one where any is left. */
export function slotsFor(questionsLeft: number, minutesLeft: number): number {
  return questionsLeft === 0 ? 0 : Math.max(1, Math.ceil(minutesLeft / slotMinutes));
}

/**
 * The sittings that are left, spread evenly over the working days from today to the last one before the deadline, so that the last of them
 * falls on that day and the deadline itself is left for publishing. Worked back: sittings move towards the deadline, never past it. When no
 * working day is left, also after the deadline, there is one on each working day from today on.
 */
export function planDays(
  left: { readonly questionsLeft: number; readonly minutesLeft: number },
  today: string,
  deadline: string,
  calendar: LondonCalendar,
): readonly PlanDay[] {
  const slots = slotsFor(left.questionsLeft, left.minutesLeft);
  if (slots === 0) return [];
  const days = calendar.workingDays(today, addDays(deadline, -1));
  if (days.length === 0) return oneADay(slots, calendar.workingDayFrom(today), calendar);
  return days
    .map((date, index) => ({
      date,
      slots: Math.floor(((index + 1) * slots) / days.length) - Math.floor((index * slots) / days.length),
    }))
    .filter((day) => day.slots > 0);
}

function oneADay(slots: number, first: string, calendar: LondonCalendar): readonly PlanDay[] {
  return Array.from({ length: slots }, (_, index) => ({ date: calendar.addWorkingDays(first, index), slots: 1 }));
}
