export interface Hours {
  readonly from: string;
  readonly to: string;
}

/** Our own choice, for whoever names one end alone: an evening begins, and a morning ends it. */
export const night: Hours = { from: '20:00', to: '08:00' };

const numbers: ReadonlyMap<string, number> = new Map(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, at) => [word, at + 1]),
);
const number = `\\d{1,2}|${[...numbers.keys()].join('|')}`;
const part = '(?: ?(?:am|pm|a\\.m\\.?|p\\.m\\.?)| in the (?:morning|evening|afternoon)| at night)';

const onClock = `midnight|noon|midday|(?:half (?:past )?)?(?:${number})(?:[:.]\\d{2})?(?: ?o'?clock)?${part}?`;
/** A place in a pattern for a time of day. */
export const time = (group: string): string => `(?<${group}>${onClock}|\\d{4})`;
/** The same where "2023" is a year. */
export const timeOnClock = (group: string): string => `(?<${group}>${onClock})`;

const timeShape = new RegExp(
  `^(?<half>half (?:past )?)?(?<hour>${number})(?:[:.]?(?<minute>\\d{2}))?(?: ?o'?clock)?(?<part>${part})?$`,
  'i',
);

/** What a bare "8" means. */
type Half = 'am' | 'pm';

/** A 24-hour time (`20:00`) out of `said`, such as "8", "8.30pm" or "half eight"; undefined for none. */
function timeIn(said: string, bare: Half): string | undefined {
  const plain = said.toLowerCase();
  if (plain === 'midnight') return '00:00';
  if (plain === 'noon' || plain === 'midday') return '12:00';
  const found = (/^\d{4}$/.test(plain) ? /^(?<hour>\d{2})(?<minute>\d{2})$/ : timeShape).exec(plain)?.groups;
  if (!found?.hour) return undefined;
  const hour = numbers.get(found.hour) ?? Number(found.hour);
  const minute = found.half ? 30 : Number(found.minute ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  if (hour === 12 && !found.part) return clock(12, minute);
  const on24 = hour > 12 || found.hour.startsWith('0') || /^\d{4}$/.test(plain);
  return on24 ? clock(hour, minute) : clock((hour % 12) + ((halfOf(found.part) ?? bare === 'pm') ? 12 : 0), minute);
}

const hasHalf = (said: string): boolean => new RegExp(`${part}$`, 'i').test(said);
const isMorning = (said: string): boolean =>
  halfOf(new RegExp(`${part}$`, 'i').exec(said)?.[0].toLowerCase()) === false;

/** Quiet from `from` to `to` as said: the first is taken for an evening and the second for a morning, unless either says otherwise. */
export function quietBetween(from: string, to: string): Hours | undefined {
  // "Nine to five" is a working day.
  if (/^(?:9|nine)$/i.test(from) && /^(?:5|five)$/i.test(to)) return { from: '09:00', to: '17:00' };
  return hours(
    timeIn(from, hasHalf(to) && !isMorning(to) ? 'am' : 'pm'),
    timeIn(to, hasHalf(from) && isMorning(from) ? 'pm' : 'am'),
  );
}

/** Quiet but between the two times of a day. */
export function quietBut(from: string, to: string): Hours | undefined {
  return hours(timeIn(to, 'pm'), timeIn(from, 'am'));
}

export function quietAfter(said: string): Hours | undefined {
  const from = timeIn(said, 'pm');
  return from !== undefined && (from >= '12:00' || from < '04:00') ? hours(from, night.to) : undefined;
}

export function quietBefore(said: string): Hours | undefined {
  const to = timeIn(said, 'am');
  return to !== undefined && to <= '12:00' ? hours(night.from, to) : undefined;
}

const hours = (from: string | undefined, to: string | undefined): Hours | undefined =>
  from === undefined || to === undefined || from === to ? undefined : { from, to };

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** True for the second half of the day, undefined where nothing was said. */
function halfOf(said: string | undefined): boolean | undefined {
  return said === undefined ? undefined : /^ ?p|evening|afternoon|night/.test(said);
}
