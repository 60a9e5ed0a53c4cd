export const emergencyKinds = ['hacked', 'lostDevice', 'lostPapers', 'wrongPerson'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];

/** What can be asked for in one utterance, without saying more. */
export const plainIntents = [
  'help',
  'why',
  'example',
  'need',
  'skip',
  'back',
  'status',
  'undo',
  'stop',
  'returnCode',
  'person',
  'greeting',
  'thanks',
  'startAgain',
  'summary',
  'optional',
  'cancelCodes',
  'carryOn',
] as const;
export type PlainIntent = (typeof plainIntents)[number];

export type Intent =
  | { readonly type: PlainIntent }
  | { readonly type: 'change'; readonly question?: string }
  | { readonly type: 'explain'; readonly term: string }
  | { readonly type: 'emergency'; readonly kind: EmergencyKind }
  | { readonly type: 'redeem'; readonly code: string };

export function understandIntent(text: string): Intent | undefined {
  const plain = text.trim().toLowerCase();
  const type = plainIntents.find((intent) => intent.toLowerCase() === plain);
  return type && { type };
}
