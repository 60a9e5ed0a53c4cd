const kilo = 1024;

/** `512 bytes`, `48 KB`, `2.4 MB`, in the units that office computers count in. */
export function shownSize(bytes: number): string {
  if (bytes < kilo) return `${bytes} bytes`;
  if (bytes < kilo ** 2) return `${Math.round(bytes / kilo)} KB`;
  const megabytes = bytes / kilo ** 2;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0).replace(/\.0$/, '')} MB`;
}
