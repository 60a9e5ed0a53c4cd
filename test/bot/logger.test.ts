import { describe, expect, it } from '@jest/globals';
import { createLogger, describeError } from '../../bot/logger.ts';

function logged(log: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  log(createLogger('debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('has a fixed event name, the level and the time on each line', () => {
    const line = JSON.parse(logged((logger) => logger.warn('turn.failed', { reference: 'A7C9XY' })));
    expect(line).toEqual({ level: 'warn', at: expect.any(String), event: 'turn.failed', reference: 'A7C9XY' });
  });

  it.each(['text', 'answer', 'name', 'token', 'authorization', 'returnCode', 'cookie'])('takes out %s', (field) => {
    expect(logged((logger) => logger.info('http.failed', { [field]: 'Mrs Smith' }))).not.toContain('Smith');
  });

  it('says where an error came from, and not what it quotes', () => {
    const described = describeError(new SyntaxError('Unexpected token in "Mrs Smith"'));
    expect(described).toMatchObject({ errorName: 'SyntaxError', stack: expect.stringContaining('logger.test') });
    expect(JSON.stringify(described)).not.toContain('Smith');
  });

  it('is not fooled by a message that looks like a place in the code', () => {
    expect(JSON.stringify(describeError(new Error('no\n    at Mrs Smith (her room)')))).not.toContain('Smith');
  });

  it('gives an error its code', () => {
    expect(describeError(Object.assign(new Error('x'), { code: 'store.full' }))).toMatchObject({
      errorCode: 'store.full',
    });
    expect(describeError('just text')).toEqual({ errorName: 'string' });
  });
});
