import { documentOf, inOrder, usedFor } from '../core/evidence/documents.ts';
import { type Describe, documentName } from './describe.ts';
import type { EvidenceWords } from './evidenceWords.ts';
import type { Said, Telling } from './said.ts';

/** What can be said about documents. */
export type EvidenceSaid = Extract<
  Said,
  {
    type:
      | 'uploadLink'
      | 'fileKept'
      | 'fileRefused'
      | 'fileHeld'
      | 'fileNotKept'
      | 'alreadyKept'
      | 'placeKept'
      | 'received'
      | 'heldWaiting'
      | 'tooManyDocuments'
      | 'confirmUndo'
      | 'cannotUndo'
      | 'fileGone'
      | 'wordsBesideFile'
      | 'documents'
      | 'evidence'
      | 'documentsOn'
      | 'document'
      | 'documentLink'
      | 'noSuchDocument'
      | 'documentUsedFor'
      | 'documentNotUsedFor'
      | 'confirmDelete'
      | 'documentDeleted'
      | 'documentDescribed'
      | 'documentUndone'
      | 'dateNotUnderstood'
      | 'filesFound'
      | 'scanned';
  }
>;

/** What is said of documents in plain lines; their cards say the rest. */
export class EvidenceLines {
  private readonly describe: Describe;
  private readonly evidence: EvidenceWords;

  constructor(describe: Describe, evidence: EvidenceWords) {
    this.describe = describe;
    this.evidence = evidence;
  }

  of(said: EvidenceSaid, turn: Telling): readonly string[] {
    const { evidence, describe } = this;
    const { documents } = turn.assessment;
    switch (said.type) {
      case 'uploadLink':
        return said.why ? [evidence.say(`upload/${said.why}`)] : [];
      case 'fileKept': {
        const document = documentOf(documents, said.document);
        if (!document) return [];
        const topic = said.question && `${said.question} ${describe.topicOf(said.question)}`;
        const key = said.isReplacement ? 'replaced' : topic ? 'kept' : 'keptLoose';
        const label = evidence.label(document);
        const isOne = turn.said.filter(({ type }) => type === 'fileKept').length === 1;
        return [
          evidence.say(key, { name: documentName(document), label, topic }),
          ...(said.isAnswer ? [evidence.say('isAnswer')] : []),
          ...(said.isPartlyRead ? [evidence.say('finding/partly')] : []),
          // The card of a single file says both.
          ...(isOne && !said.isBrief ? [] : evidence.advice(said.findings)),
          ...((isOne && !said.isBrief) || !said.isWaiting ? [] : [evidence.say('waiting')]),
        ];
      }
      case 'fileRefused':
        return evidence.outcome({ ...said, upload: '', state: 'refused' });
      case 'fileNotKept':
        return [evidence.say(`notKept/${said.choice}`)];
      case 'fileGone':
      case 'wordsBesideFile':
      case 'tooManyDocuments':
      case 'cannotUndo':
        return [evidence.say(said.type)];
      case 'alreadyKept': {
        const document = documentOf(documents, said.document);
        if (!document) return [];
        const topic = said.question && `${said.question} ${describe.topicOf(said.question)}`;
        return [evidence.say(topic ? 'alreadyKeptFor' : 'alreadyKept', { label: evidence.label(document), topic })];
      }
      case 'placeKept': {
        const document = documentOf(documents, said.document);
        const topic = `${said.question} ${describe.topicOf(said.question)}`;
        return document ? [evidence.say('placeKept', { label: evidence.label(document), topic })] : [];
      }
      case 'received': {
        const kept = said.question === undefined ? inOrder(documents) : usedFor(documents, said.question);
        const ids = kept.map(({ id }) => id);
        const topic = said.question && `${said.question} ${describe.topicOf(said.question)}`;
        const key = topic ? 'received/for' : 'received/all';
        return [
          evidence.say(ids.length ? `${key}Some` : `${key}None`, { topic, list: evidence.both(ids, turn.assessment) }),
        ];
      }
      case 'noSuchDocument':
        return [evidence.say('noSuch')];
      case 'documentUsedFor':
      case 'documentNotUsedFor': {
        const document = documentOf(documents, said.document);
        if (!document) return [];
        const topic = `${said.question} ${describe.topicOf(said.question)}`;
        const key = said.type === 'documentUsedFor' ? 'usedFor' : 'notUsedFor';
        return [
          evidence.say(key, { label: evidence.label(document), topic }),
          ...(said.type === 'documentUsedFor' && said.isAnswer ? [evidence.say('isAnswer')] : []),
          ...(document.usedFor.length ? [] : [evidence.say('notUsedAnywhere')]),
        ];
      }
      case 'documentDeleted':
        return [
          evidence.say('deleted', { name: said.name }),
          ...(said.questions.length
            ? [
                evidence.say('deletedUsed', {
                  list: evidence.questions(said.questions),
                  count: said.questions.length,
                }),
              ]
            : []),
        ];
      case 'documentDescribed': {
        const document = documentOf(documents, said.document);
        if (!document) return [];
        const facts = evidence.ownFacts(document, turn.today);
        const values = { label: evidence.label(document), facts: facts.join(' · ') };
        return [evidence.say(facts.length ? 'described' : 'describedNone', values)];
      }
      case 'documentUndone':
        return [evidence.say('undone')];
      case 'dateNotUnderstood':
        return [evidence.say(`dateNotUnderstood/${said.which}`)];
      case 'filesFound':
        return (['missing', 'altered', 'backAgain'] as const).flatMap((state) =>
          said[state].length
            ? [
                evidence.say(`found/${state}`, {
                  list: evidence.both(said[state], turn.assessment),
                  count: said[state].length,
                }),
              ]
            : [],
        );
      case 'scanned':
        return (['clean', 'infected'] as const).flatMap((result) =>
          said[result].length
            ? [evidence.say(`scanned/${result}`, { list: evidence.both(said[result], turn.assessment) })]
            : [],
        );
      case 'fileHeld':
        return said.isAgain ? [evidence.say('held/which')] : [];
      case 'documents':
      case 'documentsOn':
      case 'evidence':
      case 'document':
      case 'documentLink':
      case 'confirmDelete':
      case 'confirmUndo':
      case 'heldWaiting':
        return [];
      default:
        return said satisfies never;
    }
  }
}
