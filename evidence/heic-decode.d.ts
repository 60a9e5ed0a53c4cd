declare module 'heic-decode' {
  interface Photo {
    readonly width: number;
    readonly height: number;
    /** RGBA, eight bits each. */
    decode(): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }>;
  }
  const heicDecode: {
    /** The photos of a file, not decoded yet. `dispose` gives their memory back. */
    all(options: { buffer: Uint8Array }): Promise<readonly Photo[] & { dispose(): void }>;
  };
  export default heicDecode;
}
