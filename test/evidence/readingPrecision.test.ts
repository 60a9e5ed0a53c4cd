import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { insightOf } from '../../core/evidence/insight.ts';
import type { DetailKind, Finding } from '../../core/evidence/model.ts';
import { readText } from '../../evidence/text/index.ts';
import { innocent, planted, type Sample } from './readingCorpus.ts';

const names: Readonly<Record<DetailKind, string>> = {
  nhsNumber: 'NHS number',
  niNumber: 'National Insurance number',
  cardNumber: 'payment card',
  dateOfBirth: 'date of birth',
  phoneList: 'telephone list',
  bedList: 'bed list',
};
const page = readFileSync(join(import.meta.dirname, '../../docs/lookingInside.md'), 'utf8');

/** What must hold, of the documents that hold a kind (recall) and of those said to hold it (precision). */
const wanted: Readonly<Record<DetailKind, { readonly recall: number; readonly precision: number }>> = {
  nhsNumber: { recall: 1, precision: 0.95 },
  niNumber: { recall: 1, precision: 0.95 },
  cardNumber: { recall: 1, precision: 0.95 },
  dateOfBirth: { recall: 0.95, precision: 0.95 },
  phoneList: { recall: 0.9, precision: 0.95 },
  bedList: { recall: 0.9, precision: 0.95 },
};
const kinds = Object.keys(wanted) as DetailKind[];

type Details = Extract<Finding, { type: 'personalData' }>;

async function detailsIn({ bytes, type, name }: Sample): Promise<readonly Details[]> {
  const { parts, isWhole } = await readText(bytes, type);
  expect(isWhole).toBe(true);
  const request = { parts, isWhole, fileName: `${name}.${type}`, today: '2026-11-22', kinds: [] };
  return insightOf(request).findings.filter((one) => one.type === 'personalData');
}

describe('personal details in documents', () => {
  it('are planted in enough of them', () => {
    expect(planted.length).toBeGreaterThanOrEqual(40);
    expect(innocent.length).toBeGreaterThanOrEqual(60);
    expect(new Set([...planted, ...innocent].map(({ name }) => name)).size).toBe(planted.length + innocent.length);
  });

  it.each(planted.filter(({ isMissed }) => !isMissed))('are found with their place: $name ($type)', async (sample) => {
    const found = await detailsIn(sample);
    for (const [kind, place] of Object.entries(sample.holds)) {
      expect({ kind, places: found.find((one) => one.kind === kind)?.places }).toEqual({
        kind,
        places: expect.arrayContaining([place]),
      });
    }
  });

  it('are told apart from everything else well enough', async () => {
    const counted = Object.fromEntries(kinds.map((kind) => [kind, { right: 0, missed: 0, wrong: [] as string[] }]));
    for (const sample of [...planted, ...innocent]) {
      const found = new Set((await detailsIn(sample)).map(({ kind }) => kind));
      for (const kind of kinds) {
        const count = counted[kind];
        if (!count) continue;
        if (found.has(kind) && kind in sample.holds) count.right += 1;
        else if (found.has(kind)) count.wrong.push(sample.name);
        else if (kind in sample.holds) count.missed += 1;
      }
    }
    const measured = kinds.map((kind) => {
      const { right = 0, missed = 0, wrong = [] } = counted[kind] ?? {};
      return { kind, recall: right / (right + missed), precision: right / (right + wrong.length), wrong };
    });
    const shown = measured.map(({ kind, recall, precision }) => `${kind} ${recall.toFixed(2)}/${precision.toFixed(2)}`);
    process.stderr.write(
      `recall/precision over ${planted.length} planted, ${innocent.length} innocent: ${shown.join(', ')}\n`,
    );
    for (const { kind, recall, precision, wrong } of measured) {
      const enough = {
        kind,
        wrong,
        recall: recall >= wanted[kind].recall,
        precision: precision >= wanted[kind].precision,
      };
      expect(enough).toEqual({ kind, wrong, recall: true, precision: true });
      expect(page).toContain(`| ${names[kind]} | ${recall.toFixed(2)} | ${precision.toFixed(2)} |`);
    }
    expect(page).toContain(
      `${planted.length} with personal details in every format and place, and ${innocent.length} without`,
    );
  });
});
