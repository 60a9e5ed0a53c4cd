import { z } from 'zod';
import { ContentError } from '../content.ts';
import { dayOf, exists } from '../understand/calendar.ts';
import { weekdayOf } from './days.ts';

/** Bank holidays of England as ISO dates, by the year that they were announced for. A year that is missing is unknown, not empty. */
export type BankHolidays = ReadonlyMap<number, readonly string[]>;

export interface ToolkitYear {
  /** Month and day on which the toolkit is due each year, `06-30`. */
  readonly deadline: string;
  /** The last deadline that a public source states, ISO date. The words on a later one say that it is to be checked on the live toolkit. */
  readonly lastStated: string;
}

const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'write an ISO date such as 2026-12-28')
  .refine(isADay, 'there is no such day');
const source = z.strictObject({ title: z.string().min(1), url: z.url({ protocol: /^https$/ }) });

const bankHolidays = z
  .strictObject({
    source,
    checkedOn: isoDate,
    note: z.string().optional(),
    years: z.record(
      z.string().regex(/^\d{4}$/, 'write a year such as 2026'),
      z.record(isoDate, z.string().min(1)).refine((days) => Object.keys(days).length > 0, 'name its bank holidays'),
    ),
  })
  .check(({ value: { years }, issues }) => {
    for (const [year, days] of Object.entries(years)) {
      for (const date of Object.keys(days)) {
        const complain = (message: string) =>
          issues.push({ code: 'custom', input: date, path: ['years', year, date], message });
        if (!date.startsWith(`${year}-`)) complain(`it is not in ${year}`);
        // In England a bank holiday on a weekend is kept on a working day after it: such a date is a slip.
        if (weekdayOf(date) > 5) complain('it is on a weekend: write its substitute day');
      }
    }
  });

const toolkitYear = z.strictObject({
  deadline: z
    .string()
    .regex(/^\d{2}-\d{2}$/, 'write month and day such as 06-30')
    // A year that is no leap year: the deadline is there in every one.
    .refine((deadline) => isADay(`2025-${deadline}`), 'there is no such day every year'),
  lastStated: isoDate,
  note: z.string().optional(),
  sources: z.array(source).min(1, 'name at least one source'),
  checkedOn: isoDate,
});

/** @throws {ContentError} naming `file`, path and mend for everything that is wrong. */
export function parseBankHolidays(json: unknown, file = 'content/bankHolidays.json'): BankHolidays {
  const { years } = parse(bankHolidays, json, file);
  return new Map(Object.entries(years).map(([year, days]) => [Number(year), Object.keys(days)]));
}

/** @throws {ContentError} naming `file`, path and mend for everything that is wrong. */
export function parseToolkitYear(json: unknown, file = 'content/toolkitYear.json'): ToolkitYear {
  const { deadline, lastStated } = parse(toolkitYear, json, file);
  return { deadline, lastStated };
}

function isADay(iso: string): boolean {
  const { year, month, day } = dayOf(iso);
  return exists(year, month, day);
}

function parse<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const complaints = result.error.issues.map(
    (issue) => `${file}: ${issue.path.join('/') || '(top)'}: ${issue.message}`,
  );
  throw new ContentError(`The content cannot be used. Mend this and start again:\n${complaints.join('\n')}`);
}
