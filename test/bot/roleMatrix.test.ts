/** Every role in every way that there is to ask for something: allowed or refused as the one table says, and what is refused changes nothing. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { roleActions } from '../../core/people/roles.ts';
import { documentTalkIn } from '../../core/understand/documentTalk.ts';
import { understandIntent } from '../../core/understand/intents.ts';
import { peopleTalkIn } from '../../core/understand/peopleTalk.ts';
import { readAction } from '../../dialogs/toInput.ts';
import { documentWays, intentWays, peopleWays, targetOf, type Way, ways } from './support/everyWay.ts';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import { at, everybody, isRefused, type Organisation, organisation, type Who } from './support/organisations.ts';

const startApp = evidenceApps();
let app: EvidenceApp;
beforeAll(async () => {
  app = await startApp({ now: () => at, env: { TURNS_PER_SECOND: '1000' } });
});

const ids = {
  ...{ organisation: 'o', assessment: 'a', second: 's', document: 'd', number: 1, guestDocument: 'g', guestNumber: 2 },
  ...{ person: 'p', waiting: 'w', assignment: 'x', invitation: 'i', upload: 'u' },
};
const target = targetOf({ ids, spare: 'Xavier Wimpleford' }, 'manager');

describe('the ways are what they are called', () => {
  const kinds = [
    ['intent', intentWays, (words: string) => understandIntent(words)],
    ['documents', documentWays, documentTalkIn],
    ['people', peopleWays, (words: string) => peopleTalkIn(words, '2026-11-23')],
  ] as const;
  const typed = kinds.flatMap(([kind, rows, understand]) =>
    Object.entries(rows).map(([type, { make }]) => [kind, type, String(make(target)), understand] as const),
  );

  it.each(typed)('%s: %s is typed as "%s"', (_kind, type, words, understand) => {
    expect(understand(words)?.type).toBe(type);
  });

  it.each(ways.filter(({ make }) => typeof make(target) !== 'string'))('$name is what a card sends', ({ make }) => {
    expect(readAction({ dspt: make(target) })).toEqual(make(target));
  });
});

/** Whether a role may go this way. */
function isAllowed({ needs, isForAll, isNothingToGuests }: Way, who: Who): boolean {
  if (who === 'guest' && isNothingToGuests) return true;
  if (isForAll && !roleActions[who].seeAll) return false;
  return needs === undefined || roleActions[who][needs];
}

const changed = new Set<string>();

// Those who may least come first, so that each finds everything in its place.
describe.each([...everybody].reverse())('a %s', (who) => {
  let all: Organisation;
  beforeAll(async () => {
    all = await organisation(app, { word: 'wimpleford', service: 'Rose Cottage' });
  });

  it('asks in every way', async () => {
    const person = all.people[who];
    const wrong: string[] = [];
    const got: string[] = [];
    for (const way of ways) {
      const asked = way.make(targetOf(all, who));
      const before = await all.records();
      const heard = await (typeof asked === 'string' ? person.say(asked) : person.choose(asked));
      got.push(JSON.stringify(heard.activities));
      const after = await all.records();
      const hasChanged = JSON.stringify(after) !== JSON.stringify(before);
      if (hasChanged) changed.add(way.name);
      const allowed = isAllowed(way, who);
      if (isRefused(heard) === allowed)
        wrong.push(`${way.name} ${allowed ? 'was refused' : 'was done'}: ${heard.text}`);
      if (!allowed && hasChanged) wrong.push(`${way.name} was refused and changed something`);
      if (!heard.text) wrong.push(`${way.name} was not answered`);
      if (person.who === 'manager' && asked !== '')
        await person.request({ ask: 'goTo', assessment: all.ids.assessment });
    }
    expect(wrong).toEqual([]);
    // What everybody else may see holds this word, and what a guest was handed does not.
    if (who === 'guest') expect(got.filter((each) => each.toLowerCase().includes(all.word))).toEqual([]);
    else expect(got.join()).toContain(all.word);
    expect(app.log.filter((line) => /"level":(?:50|60|"error")/.test(line))).toEqual([]);
  });
});

it('what changes something does so, for those who may', () => {
  expect(ways.filter(({ name, changes }) => changes && !changed.has(name)).map(({ name }) => name)).toEqual([]);
});
