import { afterAll, describe, expect, it } from '@jest/globals';
import { Inspector } from '../../evidence/inspector.ts';
import { good, hostile } from './corpus.ts';

const inspector = new Inspector();
afterAll(() => inspector.close());
const about = { today: '2026-04-01', kinds: [], nameless: 'document' };

describe('a hostile or broken file', () => {
  it.each(hostile)('is refused ($verdict): $what', async ({ name, verdict, bytes }) => {
    const found = await inspector.inspect({ ...about, name, bytes: await bytes() });
    expect(found.verdict === 'refused' ? found.refusal : `taken as ${found.fileType}`).toBe(verdict);
  });
});

describe('a good file', () => {
  it.each(good)('is taken ($verdict): $what', async ({ name, verdict, bytes }) => {
    const found = await inspector.inspect({ ...about, name, bytes: await bytes() });
    expect(found.verdict === 'refused' ? `refused: ${found.refusal}` : found.fileType).toBe(
      verdict === 'heic' ? 'jpeg' : verdict,
    );
  });
});
