type Json = Readonly<Record<string, unknown>>;

/** What a card is about, as its buttons carry it: a question, and the state of its answer. */
export interface Shown {
  readonly question: string;
  /** Revision of the answer that it was asked over, 0 for none; absent on a card that shows the answer itself. */
  readonly seen?: number;
  /** True where the same card can be made again from the record: it holds no draft and no proposal. */
  readonly isPlain?: boolean;
}

export const verbs = { submit: 'submit', refresh: 'refresh' } as const;
/** Where the data of a button says what its card is about. */
export const shownKey = 'dsptCard';

export interface TeamsCardOptions {
  /** Id of the one person who sees the card; absent, it is never refreshed. */
  readonly person?: string | undefined;
  /** Absent: read from the buttons. */
  readonly shown?: Shown | undefined;
  /** False leaves out what old clients need. */
  readonly hasFallback?: boolean;
}

/**
 * The same card for Teams: each `Action.Submit` becomes an `Action.Execute` with the same data, whose answer may be a new card. A client
 * that does not know it takes the fallback, which is the button as it was. A card that asks a question asks to be made anew when it
 * comes into sight, for the person it was sent to alone.
 */
export function toTeams(card: Json, options: TeamsCardOptions = {}): Json {
  const shown = options.shown ?? questionOn(card);
  const made = execute(card, shown, options.hasFallback ?? true) as Json;
  const isFresh = shown && options.person && (shown.seen === undefined || shown.isPlain);
  return isFresh ? { ...made, refresh: refresh(shown, options.person) } : made;
}

function refresh(shown: Shown, person: string): Json {
  const action = { type: 'Action.Execute', verb: verbs.refresh, data: { [shownKey]: shown } };
  return { action, userIds: [person] };
}

function execute(json: unknown, shown: Shown | undefined, hasFallback: boolean): unknown {
  if (Array.isArray(json)) return json.map((each) => execute(each, shown, hasFallback));
  if (typeof json !== 'object' || json === null) return json;
  const fields = json as Json;
  if (fields.type !== 'Action.Submit') {
    // Data is what it is, whatever it looks like.
    return Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [key, key === 'data' ? value : execute(value, shown, hasFallback)]),
    );
  }
  const data = typeof fields.data === 'object' ? fields.data : {};
  return {
    ...fields,
    type: 'Action.Execute',
    verb: verbs.submit,
    data: { ...data, ...(shown && { [shownKey]: shown }) },
    ...(hasFallback && { fallback: fields }),
  };
}

/** The question that a card asks: one with a way past it. */
export function questionOn(card: Json): Shown | undefined {
  const actions = submitsIn(card);
  const question = actions.find((action) => action.do === 'skip' || action.do === 'keep')?.question;
  if (typeof question !== 'string') return undefined;
  const answers = actions.filter((action) => action.do === 'answer' && action.question === question);
  const seen = answers.map((action) => action.seen).find((revision) => typeof revision === 'number') ?? 0;
  return { question, seen, isPlain: !answers.some(({ text }) => text !== undefined) };
}

function submitsIn(json: unknown): readonly Json[] {
  if (Array.isArray(json)) return json.flatMap(submitsIn);
  if (typeof json !== 'object' || json === null) return [];
  const { type, data, ...others } = json as Json;
  if (type !== 'Action.Submit') return Object.values(others).flatMap(submitsIn);
  const dspt: unknown = Reflect.get(Object(data), 'dspt');
  return typeof dspt === 'object' && dspt !== null ? [dspt as Json] : [];
}
