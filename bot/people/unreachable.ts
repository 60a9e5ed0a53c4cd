import type { PeopleReach, WholeOrganisation } from './desk.ts';

export const unreachable: PeopleReach & WholeOrganisation = {
  note: async () => undefined,
  tell: async () => undefined,
  sync: async () => undefined,
  ways: async () => [],
  end: async () => 0,
  setEmail: async () => 'noEmailHere',
  invite: async () => false,
  calendar: async () => '',
  sent: async () => [],
  changed: async () => undefined,
  placeNotices: async () => null,
  takeAwayLink: async () => ({ url: '', minutes: 0 }),
  delete: async () => ({ id: '', at: '', commits: 0, services: 0, documents: 0, files: 0, people: 0, heads: [] }),
};
