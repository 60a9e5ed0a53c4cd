import { expect, it } from '@jest/globals';
import { people, peopleApps } from './support/peopleApp.ts';

const startApp = peopleApps();

it('a manager of two services goes from one to the other by its name', async () => {
  const manager = await (await startApp()).manager();
  await manager.choose(people({ ask: 'addService' }));
  expect((await manager.say('Ivy House')).text).toMatch(/Ivy House/);

  expect((await manager.say('go to Rose Cottage')).dspt.question).toBe('1.1.5');
  expect((await manager.say('what is the summary')).text).not.toMatch(/Ivy House/);
  expect((await manager.say('go to ivy house')).dspt.question).toBe('setup.serviceType');
  expect((await manager.say('go to Fern Lodge')).text).toMatch(/Rose Cottage.*Ivy House/s);
});
