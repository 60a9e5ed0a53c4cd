import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownToHtml } from '../../web/chat/markdown.ts';

describe('the Markdown of cards', () => {
  it.each([
    ['plain', '<p>plain</p>'],
    ['two\nlines', '<p>two</p><p>lines</p>'],
    ['**bold** and _soft_ and *soft*', '<p><strong>bold</strong> and <em>soft</em> and <em>soft</em></p>'],
    ['snake_case_name, 3 * 4 * 5', '<p>snake_case_name, 3 * 4 * 5</p>'],
    ['- one\n- two\nafter', '<ul><li>one</li><li>two</li></ul><p>after</p>'],
    ['3. third\n4. fourth', '<ol start="3"><li>third</li><li>fourth</li></ol>'],
    ['[site](https://a.example/b?c=1&d=2)', '<p><a href="https://a.example/b?c=1&amp;d=2">site</a></p>'],
    ['[call](tel:01234567890)', '<p><a href="tel:01234567890">call</a></p>'],
    ['[no](javascript:alert(1))', '<p>[no](javascript:alert(1))</p>'],
    ['<b onclick="x">&', '<p>&lt;b onclick=&quot;x&quot;&gt;&amp;</p>'],
    ['[x](https://a.example/"onmouseover=alert)', '<p><a href="https://a.example/&quot;onmouseover=alert">x</a></p>'],
    ['not \\*bold\\*', '<p>not *bold*</p>'],
  ])('%j', (markdown, html) => {
    expect(markdownToHtml(markdown)).toBe(html);
  });

  it('never lets a tag of the text through', () => {
    const allowed =
      /<\/?(?:p|strong|em|ul|li)>|<ol start="\d+">|<\/ol>|<a href="(?:https?:\/\/|mailto:|tel:)[^"<>]*">|<\/a>/g;
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('**', '_', '*', '[', '](https://', ')', '<', '>', '"', '- ', '1. ', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(markdownToHtml(pieces.join('')).replace(allowed, '')).not.toMatch(/[<>"]/);
      }),
    );
  });

  it('is quick on what makes slow patterns slow', () => {
    const started = performance.now();
    for (const nasty of ['[', '*', '**', '_a', '[a](https://', '\\', '1. ', ' ']) markdownToHtml(nasty.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
