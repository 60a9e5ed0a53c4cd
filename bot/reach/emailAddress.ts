/** RFC 5321 allows no longer path, nor a longer part before the @. */
const longestAddress = 254;
const longestLocal = 64;

/** Plain ASCII, as every mail server takes it: no quotes, comments, spaces, lists or line ends, so nothing in it can become a header. */
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i;

/** One email address with its domain in lower case; undefined for anything else. Spaces around it are forgiven. */
export function parseEmailAddress(text: string): string | undefined {
  const address = text.trim();
  if (address.length > longestAddress) return undefined;
  const at = address.lastIndexOf('@');
  const [name, host] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || name.length > longestLocal || !local.test(name) || !domain.test(host)) return undefined;
  return `${name}@${host.toLowerCase()}`;
}
