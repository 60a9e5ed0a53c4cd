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
  return { activity: met, kinds: removed?.kinds, rest: removed?.text };
}

describe('the personal data guard', () => {
  it('takes a number out of whatever a person can write in', async () => {
    const { activity, kinds } = await screened({
      text: 'her number is 943 476 5919',
      value: { dspt: { do: 'answer', question: '1.1.5', seen: 0 }, answer: 'it is 9434765919' },
      attachments: [{ contentType: 'text/plain', name: '943 476 5919.txt', content: { note: '943 476 5919' } }],
      name: '9434765919',
    });
    expect(kinds).toEqual(['nhsNumber']);
    expect(JSON.stringify(activity)).not.toMatch(/943 ?476 ?5919/);
    expect(activity?.value).toEqual({
      dspt: { do: 'answer', question: '1.1.5', seen: 0 },
      answer: 'it is [removed]',
    });
    expect(activity?.attachments).toEqual([{ contentType: 'text/plain', name: '[removed].txt' }]);
  });

  it.each([
    ['a number', { extra: 9434765919 }],
    ['a key', { 9434765919: 1 }],
    ['a list', { list: ['943 476 5919', 9434765919] }],
    ['a field that no card of ours has', { dspt: { do: 'skipp', question: '1.1.5', note: 'AB123456C' } }],
    ['a revision', { dspt: { do: 'answer', question: '1.1.5', seen: 9434765919 } }],
    ['words that are no submit', { note: 'Dorothy in room 4' }],
  ])('keeps nothing of a value with %s', async (_what, value) => {
    expect((await screened({ value })).activity?.value).toEqual({});
    expect((await screened({ type: 'event', name: 'x', value })).activity).not.toHaveProperty('value');
  });

  it('lets through of a submit what the guide reads, and drops the rest', async () => {
    const { activity, kinds } = await screened({
      value: {
        dspt: { do: 'answer', question: '1.1.5', seen: 3, choice: 'home', extra: 9434765919 },
        answer: 'Grace',
        note: 'AB123456C',
        9434765919: 1,
      },
    });
    expect(kinds).toBeUndefined();
    expect(activity?.value).toEqual({
      dspt: { do: 'answer', question: '1.1.5', seen: 3, choice: 'home' },
      answer: 'Grace',
    });
  });

  it('reads numbers and keys of channel data too', async () => {
    const { activity, kinds } = await screened({
      text: 'yes',
      channelData: { extra: 9434765919, 9434765919: 1, note: ['943 476 5919'], clientActivityID: 'nhs 943 476 5919' },
    });
    expect(kinds).toEqual(['nhsNumber']);
    expect(JSON.stringify(activity?.channelData)).not.toMatch(/943 ?476 ?5919/);
  });

  it.each([
    ['Dorothy born on 12/03/1934 takes hers', 'Dorothy born on [removed] takes hers'],
    ['  943 476 5919 is in the file ', '[removed] is in the file'],
    ['9434765919', ''],
    [' - 9434765919, AB123456C. ', ''],
  ])('of %j it offers back %j', async (text, rest) => {
    expect((await screened({ text })).rest).toBe(rest);
    const value = { dspt: { do: 'answer', question: '1.1.5', seen: 0 }, answer: text };
    expect((await screened({ value })).activity?.value.answer).toBe(rest);
  });

  it('leaves the ids of programs alone, also one that happens to hold a valid number', async () => {
    const channelData = { clientActivityID: '94347659-19e7-4273-a16a-52446b43e253', tenant: { id: '9434765919' } };
    const { activity, kinds } = await screened({ text: 'yes', channelData });
    expect(kinds).toBeUndefined();
    expect(activity?.channelData).toEqual(channelData);
  });
});
