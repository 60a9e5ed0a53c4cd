import type { Activity } from 'botbuilder';
import { isNearReturnCode, returnCodeIn } from '../core/understand/returnCode.ts';

/**
 * An activity as a transcript may keep it: without the return code in it, whichever side it came from. A code is the key
 * to an assessment and is stored as a hash alone.
 */
export function forKeeping(activity: Activity, isCodeWord: (word: string) => boolean, mark: string): Activity {
  const shown: unknown = activity.channelData?.dspt?.returnCode;
  if (typeof shown === 'string') {
    const { returnCode: _, ...dspt } = activity.channelData.dspt;
    const hide = (text: string | undefined) =>
      text?.replaceAll(shown, mark).replaceAll(shown.replaceAll(' ', '-'), mark);
    return {
      ...activity,
      text: hide(activity.text) ?? '',
      ...(activity.speak && { speak: hide(activity.speak) ?? '' }),
      channelData: { ...activity.channelData, dspt },
    };
  }
  const hasCode = (text: unknown) =>
    typeof text === 'string' && (returnCodeIn(text, isCodeWord) !== undefined || isNearReturnCode(text, isCodeWord));
  const value: unknown = activity.value;
  const isCodeInValue = typeof value === 'object' && value !== null && Object.values(value).some(hasCode);
  if (!hasCode(activity.text) && !isCodeInValue) return activity;
  return { ...activity, text: mark, ...(value !== undefined && { value: {} }) };
}
