/** RC4 with `key`, a piece at a time; OpenSSL no longer has it, and old PDFs are locked with it. */
export function* rc4(key: Uint8Array, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const state = Uint8Array.from({ length: 256 }, (_, at) => at);
  let i = 0;
  let j = 0;
  const swap = (): number => {
    const [a = 0, b = 0] = [state[i], state[j]];
    state[i] = b;
    state[j] = a;
    return state[(a + b) & 255] ?? 0;
  };
  for (; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap();
  }
  i = 0;
  j = 0;
  for (const piece of pieces) {
    yield piece.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (state[i] ?? 0)) & 255;
      return byte ^ swap();
    });
  }
}
