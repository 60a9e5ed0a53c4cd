import type { Action } from '../../../core/people/roles.ts';
import { text } from './files.ts';
import { handedToGuest, type Ids, type Organisation, type Person, type Who } from './organisations.ts';
import type { AskOptions } from './testApp.ts';

/** What a request is made with, and what it is aimed at. */
export interface Aim {
  readonly who: Who;
  /** Of a conversation: the token that the request carries, and the id in its path. */
  readonly token: string;
  readonly conversation: string;
  /** The link to our page that the request carries. */
  readonly page: string;
  /** Secrets in a path. */
  readonly file: string;
  readonly takeAway: string;
  readonly calendar: string;
  readonly stop: string;
  /** What is named in paths and bodies. */
  readonly ids: Ids;
  readonly document: string;
  readonly upload: string;
}

export interface Endpoint {
  /** What the table of roles must allow to whoever the secret was given to; absent: the secret alone is what counts, or none is needed. */
  readonly needs?: readonly Action[];
  /** The status when allowed. */
  readonly status: number;
  /** True where nothing of anybody is named in it, so that there is nothing to swap. */
  readonly namesNothing?: boolean;
  readonly ask: (aim: Aim) => AskOptions & { readonly path: string };
}

const directLine = '/v3/directline';
const uploads = '/evidence/api/uploads';
const tus = { 'Tus-Resumable': '1.0.0' };

const asked = (path: string): Endpoint => ({
  status: 204,
  namesNothing: true,
  ask: () => ({ path, method: 'OPTIONS' }),
});
const conversation = ({ conversation: id }: Aim): string => `${directLine}/conversations/${encodeURIComponent(id)}`;
/** By the holder of a link to our page, who must be able to send documents at least. */
const onPage = (
  status: number,
  needs: readonly Action[],
  ask: (aim: Aim) => AskOptions & { readonly path: string },
  more: Partial<Endpoint> = {},
): Endpoint => ({ status, needs: ['attach', ...needs], ask: (aim) => ({ token: aim.page, ...ask(aim) }), ...more });
const withHeads = (get: Endpoint): readonly [Endpoint, Endpoint] => [
  get,
  { ...get, ask: (aim) => ({ ...get.ask(aim), method: 'HEAD' }) },
];

function form(): FormData {
  const parts = new FormData();
  parts.append('activity', new Blob([JSON.stringify({ type: 'message', from: { id: 'somebody' }, text: 'help' })]));
  parts.append('file', text('Rota\nWho works when.'), 'rota.txt');
  return parts;
}

const [getFile, headFile] = withHeads({
  ...{ status: 200, needs: ['openDocument'], ask: ({ file }) => ({ path: `/evidence/file/${file}/file.txt` }) },
});
const [getTakeAway, headTakeAway] = withHeads({
  ...{ status: 200, needs: ['takeAway'], ask: ({ takeAway }) => ({ path: `/takeaway/${takeAway}/all.zip` }) },
});
const [getCalendar, headCalendar] = withHeads({
  ...{
    status: 200,
    needs: ['ownReminders'],
    ask: ({ calendar }) => ({ path: `/calendar/${calendar}.ics` }),
  },
});
const [getStop, headStop] = withHeads({ status: 200, ask: ({ stop }) => ({ path: `/stop/${stop}` }) });
const [getHealth, headHealth] = withHeads({ status: 200, namesNothing: true, ask: () => ({ path: '/healthz' }) });

/** Every route of the server, by method and path, in an order in which none takes away what another needs. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  'OPTIONS /v3/directline/tokens/generate': asked(`${directLine}/tokens/generate`),
  'OPTIONS /v3/directline/tokens/refresh': asked(`${directLine}/tokens/refresh`),
  'OPTIONS /v3/directline/conversations': asked(`${directLine}/conversations`),
  'OPTIONS /v3/directline/conversations/:id': asked(`${directLine}/conversations/x`),
  'OPTIONS /v3/directline/conversations/:id/activities': asked(`${directLine}/conversations/x/activities`),
  'OPTIONS /v3/directline/conversations/:id/upload': asked(`${directLine}/conversations/x/upload`),
  'POST /v3/directline/tokens/generate': {
    ...{ status: 200, namesNothing: true },
    ask: ({ ids }) => ({ path: `${directLine}/tokens/generate`, body: { user: { id: ids.person } } }),
  },
  'POST /v3/directline/tokens/refresh': {
    ...{ status: 200, namesNothing: true },
    ask: ({ token, conversation: id }) => ({
      ...{ path: `${directLine}/tokens/refresh`, token, body: { conversationId: id } },
    }),
  },
  'POST /v3/directline/conversations': {
    ...{ status: 200, namesNothing: true },
    ask: ({ token, conversation: id }) => ({
      ...{ path: `${directLine}/conversations`, token, body: { conversationId: id } },
    }),
  },
  'GET /v3/directline/conversations/:id': {
    status: 200,
    ask: (aim) => ({ path: conversation(aim), token: aim.token }),
  },
  'GET /v3/directline/conversations/:id/activities': {
    status: 200,
    ask: (aim) => ({ path: `${conversation(aim)}/activities`, token: aim.token }),
  },
  'POST /v3/directline/conversations/:id/activities': {
    status: 200,
    ask: (aim) => ({
      ...{ path: `${conversation(aim)}/activities`, token: aim.token },
      body: { type: 'message', from: { id: aim.ids.person }, text: 'help', conversation: { id: aim.conversation } },
    }),
  },
  'POST /v3/directline/conversations/:id/upload': {
    status: 200,
    ask: (aim) => ({ path: `${conversation(aim)}/upload?userId=${aim.ids.person}`, token: aim.token, raw: form() }),
  },
  'OPTIONS /evidence/api/uploads': asked(uploads),
  'OPTIONS /evidence/api/uploads/:id': asked(`${uploads}/x`),
  'GET /evidence/api/view': onPage(200, ['see'], () => ({ path: '/evidence/api/view' }), { namesNothing: true }),
  'POST /evidence/api/uploads': onPage(
    201,
    [],
    ({ document }) => {
      const metadata = `filename ${btoa('new.txt')},replaces ${btoa(document)}`;
      return { path: uploads, method: 'POST', headers: { ...tus, 'Upload-Length': '5', 'Upload-Metadata': metadata } };
    },
    // A document that is none of theirs is replaced by nothing.
    { namesNothing: true },
  ),
  'HEAD /evidence/api/uploads/:id': onPage(200, [], ({ upload }) => ({
    ...{ path: `${uploads}/${upload}`, method: 'HEAD', headers: tus },
  })),
  'PATCH /evidence/api/uploads/:id': onPage(204, [], ({ upload }) => ({
    ...{ path: `${uploads}/${upload}`, method: 'PATCH', raw: 'a' },
    headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
  })),
  'GET /evidence/api/uploads/:id/result': onPage(200, ['see'], ({ upload }) => ({
    path: `${uploads}/${upload}/result`,
  })),
  'DELETE /evidence/api/uploads/:id': onPage(204, [], ({ upload }) => ({
    ...{ path: `${uploads}/${upload}`, method: 'DELETE', headers: tus },
  })),
  'POST /evidence/api/act': onPage(200, [], ({ document, who }) => ({
    ...{ path: '/evidence/api/act', body: { do: 'describe', document, owner: `The ${who}s` } },
  })),
  'POST /evidence/api/link': onPage(200, ['openDocument'], ({ document }) => ({
    ...{ path: '/evidence/api/link', body: { document } },
  })),
  'GET /evidence/file/:ticket/:name': getFile,
  'HEAD /evidence/file/:ticket/:name': headFile,
  'GET /takeaway/:ticket/:name': getTakeAway,
  'HEAD /takeaway/:ticket/:name': headTakeAway,
  'GET /calendar/:file': getCalendar,
  'HEAD /calendar/:file': headCalendar,
  'GET /stop/:owner/:secret': getStop,
  'HEAD /stop/:owner/:secret': headStop,
  'POST /stop/:owner/:secret': { ...getStop, ask: (aim) => ({ ...getStop.ask(aim), method: 'POST' }) },
  'GET /healthz': getHealth,
  'HEAD /healthz': headHealth,
  'POST /chat/session': { status: 200, namesNothing: true, ask: () => ({ path: '/chat/session', body: {} }) },
  'POST /chat/session/restore': {
    ...{ status: 404, namesNothing: true, ask: () => ({ path: '/chat/session/restore', body: {} }) },
  },
  'POST /chat/session/forget': {
    ...{ status: 200, namesNothing: true, ask: () => ({ path: '/chat/session/forget', body: {} }) },
  },
  // Nobody's token of the host site: `hostIdentity.test.ts` has good ones.
  'POST /chat/identity': {
    ...{ status: 401, ask: ({ token }) => ({ path: '/chat/identity', body: { token } }) },
  },
  'POST /api/messages': {
    status: 200,
    ask: ({ conversation: id, ids }) => ({
      path: '/api/messages',
      body: {
        ...{
          type: 'message',
          id: crypto.randomUUID(),
          channelId: 'emulator',
          text: 'summary',
          from: { id: ids.person },
        },
        ...{
          recipient: { id: 'bot' },
          conversation: { id },
          serviceUrl: 'http://localhost:1',
          deliveryMode: 'expectReplies',
        },
      },
    }),
  },
};

/** What somebody of an organisation has in their hands, given while they were allowed to have it. */
export async function aimOf({ ids }: Organisation, person: Person): Promise<Aim> {
  const { who, conversation: own } = person;
  const document = who === 'guest' ? ids.guestDocument : ids.document;
  return {
    ...{ who, ids, document, token: own.token, conversation: own.id, upload: ids.upload },
    page: await person.ticket('upload', { about: who === 'guest' ? { question: handedToGuest } : {} }),
    file: await person.ticket('file', { document, version: 0 }),
    takeAway: await person.takeAwayLink(),
    calendar: await person.calendar(),
    stop: await person.stopLink(),
  };
}
