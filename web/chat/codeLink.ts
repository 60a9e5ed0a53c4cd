/**
 * The code of a return link (`#code=maple-heron-quilt-lantern-oak`), taken out of the address bar before anything else:
 * it opens someone's answers, so it must not stay in sight or in the history. Undefined where there is none.
 */
export function takeCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1))
    .get('code')
    ?.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return code === undefined || code === '' ? undefined : code.slice(0, 200);
}

/** A return link opened in a tab that shows the page already changes the address alone: begin as if it were just opened. */
export function followCodeLinks(): void {
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#code=')) location.reload();
  });
}
