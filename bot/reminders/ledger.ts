import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import { type ReminderKind, reminderKinds } from '../../core/reminders/model.ts';
import type { Documents } from '../../storage/ports.ts';
import { emptyPage, LedgerPage, type Message, messageNow, type Page } from './ledgerPage.ts';

/** A message as a manager may see it. */
export interface HistoryEntry extends Pick<Message, 'id' | 'state' | 'at' | 'tries' | 'via' | 'why' | 'notBefore'> {
  readonly person: PersonId;
  /** What it was about; `subject` as in a `Reminder`, `dueOn` an ISO date. */
  readonly reminders: readonly { readonly kind: ReminderKind; readonly subject: string; readonly dueOn: string }[];
}

const prefixOf = (organisation: OrganisationId): string => `reminded/${encodeURIComponent(organisation)}/`;

/** The id of the document that holds a person's `Page`. */
export const pageId = (organisation: OrganisationId, person: PersonId): string =>
  `${prefixOf(organisation)}${encodeURIComponent(person)}`;

/** What was sent to whom, and what is being sent: one page for each person in each organisation. No words and no answers are in it. */
export class Ledger {
  readonly #documents: Documents;
  readonly #now: () => Date;

  constructor({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
    this.#documents = documents;
    this.#now = now;
  }

  async page(organisation: OrganisationId, person: PersonId): Promise<LedgerPage> {
    const id = pageId(organisation, person);
    return new LedgerPage({
      id,
      stored: await this.#documents.get<Page>(id),
      documents: this.#documents,
      now: this.#now,
    });
  }

  /** Every message there was to these persons and is not yet forgotten, the newest first. */
  async history(organisation: OrganisationId, persons: readonly PersonId[]): Promise<readonly HistoryEntry[]> {
    const now = this.#now();
    const entries: HistoryEntry[] = [];
    for (const person of new Set(persons)) {
      const stored = await this.#documents.get<Page>(pageId(organisation, person));
      for (const message of (stored?.value ?? emptyPage).messages) {
        const { id, state, at, tries, via, why, notBefore, keys } = messageNow(message, now);
        entries.push({
          ...{ person, id, state, at, tries },
          ...(via && { via }),
          ...(why && { why }),
          ...(notBefore && { notBefore }),
          reminders: keys.flatMap(partsOf),
        });
      }
    }
    return entries.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }

  /** Takes away all that is known of an organisation, or of one person in it. What is under way then leaves no trace either. */
  async forget(organisation: OrganisationId, person?: PersonId): Promise<void> {
    if (person !== undefined) return this.#documents.delete(pageId(organisation, person));
    for await (const id of this.#documents.list(prefixOf(organisation))) await this.#documents.delete(id);
  }
}

/** A key of `reminderKey` in its parts. */
function partsOf(key: string): HistoryEntry['reminders'] {
  const [first, last] = [key.indexOf('/'), key.lastIndexOf('/')];
  const kind = reminderKinds.find((each) => each === key.slice(0, first));
  return kind ? [{ kind, subject: key.slice(first + 1, last), dueOn: key.slice(last + 1) }] : [];
}
