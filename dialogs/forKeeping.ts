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
    return {
      ...hidden(activity, [shown, shown.replaceAll(' ', '-')], mark),
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

/** The activity with each of `secrets` replaced wherever it stands. They are plain words, so JSON holds them as they are. */
function hidden(activity: Activity, secrets: readonly string[], mark: string): Activity {
  const json = JSON.stringify(activity);
  return JSON.parse(secrets.reduce((text, secret) => text.replaceAll(secret, mark), json));
}
