import { defaultSettings } from '../../core/reminders/model.ts';
import type { Place } from '../../dialogs/identity.ts';
import type { Organisations } from './organisations.ts';

/** Whether somebody wants no reminders any more; undefined where there is no such organisation any more. */
export async function isStopped(organisations: Organisations, place: Place): Promise<boolean | undefined> {
  const { organisation } = await organisations.standing(place);
  if (isGone(organisation)) return undefined;
  return organisation.reminders[place.person]?.frequency === 'never';
}

/**
 * Nobody reminds this person about this organisation any more, a member or somebody outside; all else that they chose stays. Resolves with
 * false where there is no such organisation any more.
 */
export function stopReminders(organisations: Organisations, place: Place): Promise<boolean> {
  const { person } = place;
  return organisations.update(place, person, (organisation) => {
    if (isGone(organisation)) return { events: [], result: false };
    const settings = organisation.reminders[person] ?? defaultSettings;
    return {
      events:
        settings.frequency === 'never'
          ? []
          : [{ type: 'remindersSet', person, settings: { ...settings, frequency: 'never' } }],
      result: true,
    };
  });
}

/** Deleted, or about to be: nothing may begin it anew. */
const isGone = ({ members }: { readonly members: object }): boolean => Object.keys(members).length === 0;
