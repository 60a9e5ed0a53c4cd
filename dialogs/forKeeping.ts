import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { returnCodeSpans } from '../core/understand/returnCode.ts';

/** What programs write, none of which a code can stand in. */
const untouched: ReadonlySet<string> = new Set(
  'type id timestamp localTimestamp channelId serviceUrl from recipient conversation replyToId locale clientActivityID'.split(
    ' ',
  ),
);

/** A button that puts its text on the clipboard. */
const copyAction = z.object({ data: z.object({ dspt: z.object({ do: z.literal('copy'), text: z.string() }) }) });

/** A picture of one clear dot. */
const noPicture = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/**
 * An activity as a transcript may keep it: without the code in it (a way back, or a way in for somebody else), whichever side it
 * came from and wherever it stands, and without a link that opens something to whoever has it. Both are keys and stored as a hash alone. A button that
 * copies one goes altogether: what it copied would open nothing. The activity itself where there is neither.
 */
export function forKeeping(activity: Activity, isCodeWord: (word: string) => boolean, mark: string): Activity {
  const { returnCode, code, link, ...dspt } = activity.channelData?.dspt ?? {};
  const codes = [returnCode, code].filter((each: unknown) => typeof each === 'string');
  if (codes.length > 0 || typeof link === 'string') {
    const shown = codes.flatMap((each) => [each, each.replaceAll(' ', '-')]);
    const dead = typeof link === 'string' ? new URL('/evidence', link).href : '';
    return hidden({ ...activity, channelData: { ...activity.channelData, dspt } }, (text) => {
      if (dead && text.startsWith('data:image/')) return noPicture;
      const unlinked = dead ? text.replaceAll(link, dead) : text;
      return codes.length ? withoutCodes(shown.reduce((left, one) => left.replaceAll(one, mark), unlinked)) : unlinked;
    });
  }
  // Our own sentences hold a code only where they show one, and looking for words in every card took a third of a turn.
  return activity.from?.role === 'bot' ? activity : hidden(activity, withoutCodes);

  function withoutCodes(text: string): string {
    let kept = '';
    let from = 0;
    for (const { start, end } of returnCodeSpans(text, isCodeWord)) {
      kept += text.slice(from, start) + mark;
      from = end;
    }
    return from ? kept + text.slice(from) : text;
  }
}

/** The same JSON with every string and key as `hide` makes it, and without buttons that copy what it hides; what stays the same is not copied. */
function hidden<T>(value: T, hide: (text: string) => string): T {
  if (typeof value === 'string') return hide(value) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const kept = value.filter((each) => !copiesWhatIsHidden(each, hide));
    const all = kept.map((each) => hidden(each, hide));
    return all.length === value.length && all.every((each, at) => each === value[at]) ? value : (all as T);
  }
  const entries = Object.entries(value);
  const all = entries.map(([key, each]) => (untouched.has(key) ? [key, each] : [hide(key), hidden(each, hide)]));
  const isSame = all.every(([key, each], at) => key === entries[at]?.[0] && each === entries[at]?.[1]);
  return isSame ? value : Object.fromEntries(all);
}

function copiesWhatIsHidden(action: unknown, hide: (text: string) => string): boolean {
  const copying = copyAction.safeParse(action);
  return copying.success && hide(copying.data.data.dspt.text) !== copying.data.data.dspt.text;
}
