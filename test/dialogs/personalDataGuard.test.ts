import { describe, expect, it } from '@jest/globals';
import { type Activity, TestAdapter } from 'botbuilder';
import { PersonalDataGuard, type Removed, removedFrom } from '../../dialogs/personalDataGuard.ts';

/** The activity as the bot meets it, and the kinds that were taken out of it. */
async function screened(activity: Partial<Activity>) {
  let met: Activity | undefined;
  let removed: Removed | undefined;
  const adapter = new TestAdapter(async (context) => {
    met = context.activity;
    removed = removedFrom(context);
  });
  adapter.use(
    new PersonalDataGuard(
      () => '2026-11-21',
      () => '[removed]',
    ),
  );
  await adapter.processActivity({ type: 'message', ...activity });
  return { activity: met, kinds: removed?.kinds };
}

describe('the personal data guard', () => {
  it('takes a number out of whatever a person can write in', async () => {
    const { activity, kinds } = await screened({
      text: 'her number is 943 476 5919',
      value: { answer: '9434765919' },
      attachments: [{ contentType: 'text/plain', name: '943 476 5919.txt' }],
      name: '9434765919',
    });
    expect(kinds).toEqual(['nhsNumber']);
    expect(JSON.stringify(activity)).not.toMatch(/943 ?476 ?5919/);
  });

  it('leaves the ids of programs alone, also one that happens to hold a valid number', async () => {
    const channelData = { clientActivityID: '94347659-19e7-4273-a16a-52446b43e253', tenant: { id: '9434765919' } };
    const { activity, kinds } = await screened({ text: 'yes', channelData });
    expect(kinds).toBeUndefined();
    expect(activity?.channelData).toEqual(channelData);
  });
});
