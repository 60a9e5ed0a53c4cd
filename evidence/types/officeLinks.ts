import { Refused } from '../refused.ts';
import { type ElementVisitor, elementReader } from './xml.ts';

/** Last words of the types of relations: what Office runs. */
const macroRelations = new Set([
  'vbaproject',
  'wordvbadata',
  'xlmacrosheet',
  'xlintlmacrosheet',
  'control',
  'activexcontrol',
  'activexcontrolbinary',
]);
/** What Office fetches, opens or runs by itself when it stands outside of the file. A template does too, see docs/scanning.md. */
const fetchedRelations = new Set(['oleobject', 'frame', 'subdocument']);

/** Addresses that no reader follows but by handing them to another program. */
const commanding =
  /^(?:javascript|vbscript|livescript|mhtml|script\w*|x-usc|ms-(?!(?:word|excel|powerpoint|visio|access|project|publisher):)[\w.-]+|search|search-ms|shell|hcp|its|mk|res|jar|hta\w*|macro|vnd\.sun\.star\.\w+):/i;
/** What readers leave out of an address before they look at it. */
const leftOut = /[\0-\x20\x7f-\xa0\u200b-\u200f\ufeff]+/g;

/** Throws `Refused` for a link of an office file that runs or fetches something; entities in `target` are resolved. */
function refuseTarget(target: string): void {
  const scheme = commanding.exec(target.replaceAll(leftOut, ''))?.[0].toLowerCase();
  if (scheme === undefined) return;
  throw new Refused(/^(?:macro|vnd\.sun\.star\.script):/.test(scheme) ? 'macros' : 'script');
}

const refuseRelation: ElementVisitor = (name, { Type: type = '', Target: target = '', TargetMode: mode = '' }) => {
  if (name !== 'Relationship') return;
  const kind = type.slice(type.lastIndexOf('/') + 1).toLowerCase();
  if (macroRelations.has(kind)) throw new Refused('macros');
  // A web page or rich text that becomes part of the document when it is opened.
  if (kind === 'afchunk') throw new Refused('script');
  if (mode.toLowerCase() === 'external' && fetchedRelations.has(kind)) throw new Refused('script');
  refuseTarget(target);
};

/** Looks at the links in the text of an OpenDocument file. */
export const refuseOpenLink: ElementVisitor = (name, attributes) => {
  for (const [key, target] of Object.entries(attributes)) if (/(?:^|:)href$/.test(key)) refuseTarget(target);
  if (name === 'floating-frame') throw new Refused('script');
};

/** Told the pieces of each part of an office file in turn, looks at all relations among them. Both throw `Refused`. */
export function relationsReader(): { piece(name: string, piece: Uint8Array): void; end(): void } {
  let reading = '';
  let reader: ReturnType<typeof elementReader> | undefined;
  const end = (): void => {
    reader?.end();
    reader = undefined;
  };
  return {
    piece(name, piece) {
      if (name !== reading) {
        end();
        reading = name;
        if (/\.rels$/i.test(name)) reader = elementReader(refuseRelation);
      }
      reader?.write(piece);
    },
    end,
  };
}
