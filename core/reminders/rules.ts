import type { Role } from '../people/model.ts';
import { addDays } from '../understand/calendar.ts';
import type { LondonCalendar } from './calendar.ts';
import { daysBetween, latest, yearAfter } from './days.ts';
import { deadlineFrom, deadlinesAround, isPlanTime, isPublishedFor, isPublishedOn } from './deadlines.ts';
import type { Reminder, ReminderAbout, ReminderFacts, ReminderKind, ServiceFacts } from './model.ts';
import { planDays, slotsFor } from './plan.ts';
import {
  assignedAfter,
  expiryPresses,
  expiryStages,
  longestPutOff,
  lookBack,
  mostAssigned,
  mostOverdue,
  mostSignOff,
  newsLast,
  planDaysNamed,
  planPresses,
  planStages,
  signOffAfter,
  signOffStages,
  stalledStages,
} from './thresholds.ts';

interface Look {
  readonly facts: ReminderFacts;
  /** What is told about a reminder is true on this day. */
  readonly today: string;
  /** Nothing that was due before this day is asked for. */
  readonly from: string;
  readonly calendar: LondonCalendar;
}

/** One reminder as its rule gives it; to all that the rule tells where nobody is named. */
interface Draft {
  readonly subject: string;
  readonly dueOn: string;
  readonly urgency: Reminder['urgency'];
  readonly about: ReminderAbout;
  readonly to?: string;
}

export interface Rule {
  /** What was due longer ago than so many days is not sent any more. */
  readonly lookBack: number;
  /** Who is told, by their role. */
  readonly tells: readonly Role[];
  /** All reminders about a service, past and to come. Those of one subject are stages: a later one that is due stands for the earlier. */
  readonly drafts: (service: ServiceFacts, look: Look) => readonly Draft[];
}

const managers: readonly Role[] = ['manager'];

/** One row for each kind of reminder. */
export const rules: Readonly<Record<ReminderKind, Rule>> = {
  plan: { lookBack, tells: managers, drafts: plan },
  stalled: { lookBack, tells: managers, drafts: stalled },
  assigned: { lookBack, tells: managers, drafts: assigned },
  evidenceReview: { lookBack, tells: ['manager', 'reviewer'], drafts: evidenceReview },
  lapsing: { lookBack, tells: managers, drafts: lapsing },
  signOff: { lookBack, tells: managers, drafts: signOff },
  republish: { lookBack, tells: managers, drafts: republish },
  newEdition: { lookBack: newsLast, tells: managers, drafts: newEdition },
};

/**
 * Every reminder of an organisation that the rules know on a day (ISO date): those that were due as long ago as their rule looks back, and
 * longer by what one can be put off, and all that are ahead. Settings, and what was sent, are not looked at.
 */
export function remindersAround(today: string, facts: ReminderFacts, calendar: LondonCalendar): readonly Reminder[] {
  const { organisation, members, services } = facts;
  return Object.values(rules).flatMap((rule) => {
    const told = members.filter(({ role }) => rule.tells.includes(role)).map(({ person }) => person);
    const look = { facts, today, calendar, from: addDays(today, -rule.lookBack - longestPutOff) };
    return services.flatMap((service) =>
      rule
        .drafts(service, look)
        .filter(({ dueOn }) => dueOn >= look.from)
        .flatMap(({ to, ...draft }) =>
          (to === undefined ? told : [to]).map((person) => ({
            ...draft,
            kind: draft.about.kind,
            organisation,
            assessment: service.assessment,
            to: person,
          })),
        ),
    );
  });
}

/** Only while questions are left. A service that was begun after a deadline owes nothing for it. */
function plan(service: ServiceFacts, { facts, today, from, calendar }: Look): readonly Draft[] {
  const { assessment, questionsLeft, minutesLeft } = service;
  if (questionsLeft === 0) return [];
  const startedOn = calendar.dateOf(service.startedAt);
  return deadlinesAround(from, facts).flatMap((deadline) => {
    if (deadline < startedOn || isPublishedFor(deadline, service, facts)) return [];
    const before = stagesBefore(deadline, planStages, planPresses, calendar).filter(({ dueOn }) => dueOn > startedOn);
    const after = weekly(calendar.workingDayFrom(addDays(deadline, 1)), mostOverdue).map((dueOn, index) => ({
      dueOn,
      urgency: index === 0 ? ('now' as const) : ('digest' as const),
    }));
    const stages = [...before, ...after].filter(({ dueOn }) => dueOn >= from);
    if (stages.length === 0) return [];
    // The plan begins with its first word, however early somebody looks.
    const begins = latest(today, addDays(deadline, -planStages[0]));
    const about: ReminderAbout = {
      kind: 'plan',
      deadline,
      daysLeft: daysBetween(today, deadline),
      questionsLeft,
      minutesLeft,
      slots: slotsFor(questionsLeft, minutesLeft),
      days: planDays(service, begins, deadline, calendar).slice(0, planDaysNamed),
    };
    return stages.map((stage) => ({ ...stage, subject: assessment, about }));
  });
}

/** Silent while the plan speaks of the same, and while what was published is good. */
function stalled(service: ServiceFacts, { facts, today, calendar }: Look): readonly Draft[] {
  const { assessment: subject, questionsLeft } = service;
  if (questionsLeft === 0) return [];
  const startedOn = calendar.dateOf(service.startedAt);
  const since = calendar.dateOf(service.activeAt);
  const about: ReminderAbout = { kind: 'stalled', daysQuiet: daysBetween(since, today), questionsLeft };
  return stalledStages
    .map((days) => addDays(since, days))
    .filter((dueOn) => !isPlanTime(dueOn, startedOn, facts) && !isPublishedOn(dueOn, service))
    .map((dueOn) => ({ subject, dueOn, urgency: 'digest', about }));
}

function assigned({ assignments }: ServiceFacts, { today, calendar }: Look): readonly Draft[] {
  return assignments.flatMap(({ id: subject, question, to, at }) => {
    const since = calendar.dateOf(at);
    const about: ReminderAbout = { kind: 'assigned', question, daysWaiting: daysBetween(since, today) };
    return weekly(calendar.addWorkingDays(since, assignedAfter), mostAssigned).map((dueOn) => ({
      subject,
      dueOn,
      urgency: 'digest' as const,
      about,
      to,
    }));
  });
}

function evidenceReview({ assessment, reviews }: ServiceFacts, { today, calendar }: Look): readonly Draft[] {
  return reviews.flatMap(({ document, on }) => {
    const about: ReminderAbout = { kind: 'evidenceReview', document, on, daysLeft: daysBetween(today, on) };
    return stagesBefore(on, expiryStages, expiryPresses, calendar).map((stage) => ({
      ...stage,
      // Documents are numbered within an assessment.
      subject: `${assessment}:${document}`,
      about,
    }));
  });
}

function lapsing({ assessment, lapses }: ServiceFacts, { today, calendar }: Look): readonly Draft[] {
  return lapses.flatMap(({ question, on }) => {
    const about: ReminderAbout = { kind: 'lapsing', question, on, daysLeft: daysBetween(today, on) };
    return stagesBefore(on, expiryStages, expiryPresses, calendar).map((stage) => ({
      ...stage,
      subject: `${assessment}:${question}`,
      about,
    }));
  });
}

/** A few words after everything was done, and at the deadline at once. */
function signOff(service: ServiceFacts, { facts, today, calendar }: Look): readonly Draft[] {
  const { assessment: subject, doneAt, publishedOn } = service;
  if (doneAt === undefined) return [];
  const doneOn = calendar.dateOf(doneAt);
  if (publishedOn !== undefined && publishedOn >= doneOn) return [];
  const about: ReminderAbout = { kind: 'signOff', daysWaiting: daysBetween(doneOn, today) };
  const deadline = deadlineFrom(doneOn, facts);
  const pressing = [
    ...stagesBefore(deadline, signOffStages, signOffStages[0], calendar).map(({ dueOn }) => dueOn),
    calendar.workingDayFrom(addDays(deadline, 1)),
  ];
  const usual = weekly(calendar.addWorkingDays(doneOn, signOffAfter), mostSignOff).filter(
    (dueOn) => !pressing.includes(dueOn),
  );
  return [
    ...usual.map((dueOn) => ({ dueOn, urgency: 'digest' as const })),
    ...pressing.map((dueOn) => ({ dueOn, urgency: 'now' as const })),
  ]
    .filter(({ dueOn }) => dueOn > doneOn && !isPublishedOn(dueOn, service))
    .map((stage) => ({ ...stage, subject, about }));
}

function republish({ assessment: subject, publishedOn }: ServiceFacts, { today, calendar }: Look): readonly Draft[] {
  if (publishedOn === undefined) return [];
  const on = yearAfter(publishedOn);
  const about: ReminderAbout = { kind: 'republish', on, daysLeft: daysBetween(today, on) };
  return stagesBefore(on, expiryStages, expiryPresses, calendar).map((stage) => ({ ...stage, subject, about }));
}

/** The newest edition alone, and only to those who began before it was out. One word for all services of an organisation. */
function newEdition(service: ServiceFacts, { facts, calendar }: Look): readonly Draft[] {
  const newest = facts.editions.at(-1);
  if (!newest || newest.edition === service.edition || newest.outOn <= calendar.dateOf(service.startedAt)) return [];
  const { edition, outOn: dueOn } = newest;
  return [{ subject: edition, dueOn, urgency: 'digest', about: { kind: 'newEdition', edition } }];
}

/**
 * So many days before a date. What cannot wait comes on the working day before when its own day is none: it must not arrive later than it
 * says.
 */
function stagesBefore(date: string, stages: readonly number[], presses: number, calendar: LondonCalendar) {
  return stages.map((days) => {
    const day = addDays(date, -days);
    return days <= presses
      ? { dueOn: calendar.workingDayUpTo(day), urgency: 'now' as const }
      : { dueOn: day, urgency: 'digest' as const };
  });
}

const weekly = (first: string, times: number): readonly string[] =>
  Array.from({ length: times }, (_, week) => addDays(first, 7 * week));
