import fc from 'fast-check';
import { type FileSource, noInsight, type SentFile } from '../../../core/evidence/model.ts';
import { roles } from '../../../core/people/model.ts';
import type { PeopleRequest } from '../../../core/people/requests.ts';
import { frequencies } from '../../../core/reminders/model.ts';
import { type CardAction, commands, heldChoices, type Input } from '../../../core/turn.ts';

/** What inputs may name, right and wrong. */
export interface Ids {
  readonly questions: readonly string[];
  readonly documents: readonly string[];
  readonly people: readonly string[];
  readonly assignments: readonly string[];
  readonly services: readonly string[];
  /** What may be typed. */
  readonly phrases: readonly string[];
}

/** Everything that can be typed, tapped and sent; no kind can be left out, or this does not compile. */
export function anyInput(ids: Ids): fc.Arbitrary<Input> {
  const question = fc.constantFrom(...ids.questions, 'no.such', '__proto__');
  const document = fc.constantFrom(...ids.documents, 'nobody');
  const person = fc.constantFrom(...ids.people, 'stranger');
  const assignment = fc.constantFrom(...ids.assignments, 'none');
  const said = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...ids.phrases) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
  );
  const role = fc.constantFrom(...roles);
  const one = <const T extends string>(value: T) => fc.constant(value);

  type Asked = { readonly [A in PeopleRequest['ask']]: fc.Arbitrary<Extract<PeopleRequest, { readonly ask: A }>> };
  const plain = <const A extends PeopleRequest['ask']>(ask: A) =>
    fc.record({ ask: one(ask) }) as fc.Arbitrary<{ readonly ask: A }>;
  const requests = {
    ...{ people: plain('people'), link: plain('link'), reminders: plain('reminders'), calendar: plain('calendar') },
    ...{ takeAway: plain('takeAway'), deleteAll: plain('deleteAll') },
    join: fc.record({ ask: fc.constantFrom('join' as const, 'ownService' as const) }),
    ownService: fc.record({ ask: fc.constantFrom('join' as const, 'ownService' as const) }),
    services: fc.record({ ask: fc.constantFrom('services' as const, 'addService' as const) }),
    addService: fc.record({ ask: fc.constantFrom('services' as const, 'addService' as const) }),
    invite: fc.record({ ask: one('invite'), role }),
    withdrawInvitation: fc.record({ ask: one('withdrawInvitation'), invitation: assignment }),
    letIn: fc.record({ ask: one('letIn'), person, role }),
    keepOut: fc.record({ ask: one('keepOut'), person }),
    setRole: fc.record({ ask: one('setRole'), person, role }),
    remove: fc.record({ ask: one('remove'), person, to: person }, { requiredKeys: ['ask', 'person'] }),
    forgetName: fc.record({ ask: one('forgetName'), person }),
    callMe: fc.record({ ask: one('callMe'), name: said.filter((name) => name.length > 0) }),
    remindMe: fc.record({ ask: one('remindMe'), frequency: fc.constantFrom(...frequencies) }),
    quietHours: fc.record({ ask: one('quietHours') }),
    snooze: fc.record({ ask: one('snooze'), until: fc.constantFrom('tomorrow', 'threeDays', 'nextWeek') }),
    email: fc.record({ ask: one('email'), address: fc.constant('jo@example.org') }, { requiredKeys: ['ask'] }),
    goTo: fc.record({ ask: one('goTo'), assessment: fc.constantFrom(...ids.services) }),
    notices: fc.record({ ask: one('notices'), isOn: fc.boolean() }),
  } satisfies { readonly [A in keyof Asked]: fc.Arbitrary<PeopleRequest> };

  const cards = {
    answer: fc.record(
      {
        ...{ do: one('answer'), question, seen: fc.nat({ max: 40 }), text: said, isTyped: fc.boolean() },
        as: fc.constantFrom('yes' as const, 'no' as const, 'notSure' as const, 'notApplicable' as const),
      },
      { requiredKeys: ['do', 'question', 'seen'] },
    ),
    why: fc.record({ do: one('why'), question }),
    example: fc.record({ do: one('example'), question }),
    need: fc.record({ do: one('need'), question }),
    change: fc.record({ do: one('change'), question }),
    keep: fc.record({ do: one('keep'), question }),
    skip: fc.record({ do: one('skip'), question, times: fc.nat({ max: 2 }) }),
    explain: fc.record({ do: one('explain'), term: fc.constantFrom('encryption', 'no such word') }),
    undo: fc.record({ do: one('undo'), revision: fc.nat({ max: 60 }), isSure: fc.boolean() }),
    section: fc.record({ do: one('section'), section: fc.constantFrom('setup', '1', '3', 'nowhere') }),
    copy: fc.record({ do: one('copy'), question, text: said }),
    say: fc.record({ do: one('say'), command: fc.constantFrom(...commands) }),
    evidence: fc.record({ do: one('evidence'), question }),
    upload: fc.record({ do: one('upload'), question }),
    document: fc.record({ do: one('document'), document }),
    replace: fc.record({ do: one('replace'), document }),
    open: fc.record({ do: one('open'), document, version: fc.nat({ max: 2 }) }, { requiredKeys: ['do', 'document'] }),
    useFor: fc.record({ do: one('useFor'), document, question }),
    stopUsing: fc.record({ do: one('stopUsing'), document, question }),
    delete: fc.record({ do: one('delete'), document, isSure: fc.boolean() }),
    describe: fc.record(
      { do: one('describe'), document, documentDate: fc.constantFrom('', '2025-05-03'), owner: said },
      { requiredKeys: ['do', 'document'] },
    ),
    held: fc.record(
      { do: one('held'), upload: document, choice: fc.constantFrom(...heldChoices), question, replaces: document },
      { requiredKeys: ['do', 'upload'] },
    ),
    handOn: fc.record(
      { do: one('handOn'), question, to: person, outside: said.filter((name) => name.length > 0) },
      { requiredKeys: ['do', 'question'] },
    ),
    accept: fc.record({ do: one('accept'), assignment }),
    handBack: fc.record({ do: one('handBack'), assignment }),
    withdraw: fc.record({ do: one('withdraw'), assignment }),
    people: fc.record({
      do: one('people'),
      request: fc.oneof(...Object.values(requests)) as fc.Arbitrary<PeopleRequest>,
    }),
  } satisfies { readonly [D in CardAction['do']]: fc.Arbitrary<CardAction> };

  const file: fc.Arbitrary<SentFile> = fc
    .record({ upload: document, kind: fc.constantFrom('refused', 'held', 'ready', 'ready') })
    .map(({ upload, kind }): SentFile => {
      if (kind === 'refused') return { upload, name: upload, state: 'refused', refusal: 'broken' };
      const findings = kind === 'held' ? [details] : [];
      return {
        ...{ upload, name: upload, state: 'ready' as const, source: fileSource(upload) },
        insight: { ...noInsight, kinds: ['policy'], findings },
      };
    });
  /** Ids repeat now and then, as deliveries do. */
  const id = fc.nat({ max: 200 }).map((n) => `turn/${n}`);
  const notice = fc.record({ type: fc.constantFrom('handedOn' as const, 'withdrawn' as const), question, by: person });

  const inputs = {
    arrived: { weight: 1, arbitrary: fc.record({ type: one('arrived'), question }, { requiredKeys: ['type'] }) },
    said: { weight: 10, arbitrary: fc.record({ type: one('said'), id, text: said }) },
    chose: {
      weight: 14,
      arbitrary: fc.record({
        ...{ type: one('chose'), id, isElsewhere: fc.boolean() },
        action: fc.oneof(...Object.values(cards)) as fc.Arbitrary<CardAction>,
      }),
    },
    unreadableCard: { weight: 1, arbitrary: fc.record({ type: one('unreadableCard') }) },
    sentFiles: {
      weight: 3,
      arbitrary: fc.record(
        {
          ...{ type: one('sentFiles'), id, files: fc.array(file, { maxLength: 2 }) },
          ...{ text: said, question, replaces: document },
        },
        { requiredKeys: ['type', 'id', 'files'] },
      ),
    },
    checked: {
      weight: 1,
      arbitrary: document.map((each) => ({
        ...{ type: 'checked' as const, id: `check/${each}` },
        checks: [{ document: each, version: 0, found: 'missing' as const }],
      })),
    },
    scanned: {
      weight: 1,
      arbitrary: document.map((each) => ({
        ...{ type: 'scanned' as const, id: `scan/${each}` },
        scans: [{ document: each, file: fileSource(each).file, result: 'clean' as const }],
      })),
    },
    reminded: {
      weight: 1,
      arbitrary: fc.record({
        ...{
          type: one('reminded'),
          id,
          reminders: fc.constant([]),
          isFirst: fc.boolean(),
          here: fc.constantFrom(...ids.services),
        },
      }),
    },
    notified: {
      weight: 1,
      arbitrary: fc.record({ type: one('notified'), id, notices: fc.array(notice, { maxLength: 2 }) }),
    },
    synced: { weight: 1, arbitrary: fc.record({ type: one('synced'), id }) },
    edited: { weight: 1, arbitrary: fc.record({ type: one('edited'), id, text: said }) },
  } satisfies {
    readonly [T in Input['type']]: { readonly weight: number; readonly arbitrary: fc.Arbitrary<Input> };
  };
  return fc.oneof(...Object.values<{ readonly weight: number; readonly arbitrary: fc.Arbitrary<Input> }>(inputs));
}

const details = { type: 'personalData', kind: 'nhsNumber', places: [], count: 1 } as const;

export const fileSource = (upload: string, name = `${upload}.pdf`): FileSource => ({
  file: `evidence/${upload}`,
  sha256: upload.padEnd(64, '0'),
  size: 1,
  fileType: 'pdf',
  name,
  scan: 'none',
});
