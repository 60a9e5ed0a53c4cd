import sax from 'sax';

/** Told what stands in an XML text. Names come without their prefix: `w:p` is `p`. */
export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Elements within one another; documents stay far below. */
const deepest = 500;

/** Takes an XML document piece by piece. Both throw where it is not well formed, too deep, or the visitor throws. */
export interface XmlReader {
  write(piece: Uint8Array): void;
  end(): void;
}

/**
 * Reads XML for `visitor`. Only the five entities of XML itself are known; a document type, the home of entity bombs, ends the
 * reading, because no office document has one.
 */
export function xmlReader(visitor: XmlVisitor): XmlReader {
  const parser = sax.parser(true, { position: false });
  let depth = 0;
  const fail = (why: string) => {
    throw new Error(why);
  };
  parser.onerror = () => fail('not well formed');
  parser.ondoctype = () => fail('a document type');
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) fail('too deep');
    visitor.open?.(withoutPrefix(name), attributes as Record<string, string>);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    visitor.close?.(withoutPrefix(name));
  };
  parser.ontext = (text) => visitor.text?.(text);
  parser.oncdata = (text) => visitor.text?.(text);

  let decoder: TextDecoder | undefined;
  return {
    write(piece) {
      decoder ??= new TextDecoder(encodingOf(piece));
      parser.write(decoder.decode(piece, { stream: true }));
    },
    end: () => void parser.write(decoder?.decode() ?? '').close(),
  };
}

/** Streams XML to `visitor`. @throws as `XmlReader` does. */
export async function visitXml(chunks: AsyncIterable<Uint8Array>, visitor: XmlVisitor): Promise<void> {
  const reader = xmlReader(visitor);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of `name` among `attributes`, whatever its prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const prefixed = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return prefixed === undefined ? undefined : attributes[prefixed];
}
