/** All that comes page by page, sorted by id, each page beginning after the last id of the one before. An id comes only once. */
export async function* paged<Item extends { readonly id: string }>(
  pageAfter: (id: string) => Promise<readonly Item[]>,
  size: number,
): AsyncGenerator<Item, void, undefined> {
  let last = '';
  for (;;) {
    const page = await pageAfter(last);
    for (const item of page) {
      if (item.id !== last) yield item;
      last = item.id;
    }
    if (page.length < size) return;
  }
}

/** Each id of both, once and in order, with what the first has of it. Both must be sorted by id. */
export async function* merged<Item extends { readonly id: string }>(
  first: AsyncIterator<Item>,
  second: AsyncIterator<{ readonly id: string }>,
): AsyncGenerator<{ readonly id: string; readonly item: Item | undefined }, void, undefined> {
  let [a, b] = [await next(first), await next(second)];
  while (a || b) {
    const id = a && (!b || a.id <= b.id) ? a.id : (b as { id: string }).id;
    const item = a?.id === id ? a : undefined;
    yield { id, item };
    if (b?.id === id) b = await next(second);
    if (item) a = await next(first);
  }
}

async function next<Item>(items: AsyncIterator<Item>): Promise<Item | undefined> {
  const { value, done } = await items.next();
  return done ? undefined : value;
}
