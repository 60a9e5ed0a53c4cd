const page = 65_536;

/**
 * From now on no WebAssembly memory of this thread grows beyond `bytes`; the program in it is told that there is no more. A worker's
 * limits do not reach such memory. The last call counts.
 */
export function limitWasmMemory(bytes: number): void {
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * page > bytes) throw new RangeError('no more memory for WebAssembly');
    return grow.call(this, pages);
  };
}

const { grow } = WebAssembly.Memory.prototype;
