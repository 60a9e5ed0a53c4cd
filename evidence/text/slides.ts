import { readOfficeProperties, readOfficeText } from './officeText.ts';
import { relationsOf } from './relations.ts';
import type { TextSink } from './textSink.ts';
import { attribute, visitXml } from './xml.ts';
import type { ZipPackage } from './zipPackage.ts';

const presentation = 'ppt/presentation.xml';
/** What belongs to a slide and holds text. */
const besides: ReadonlySet<string> = new Set(['notesSlide', 'comments', 'diagramData']);

/** A presentation: each slide, counted as it is shown, hidden ones too, with its notes, comments and diagrams. */
export async function readSlides(zip: ZipPackage, sink: TextSink): Promise<void> {
  await readOfficeProperties(zip, sink);
  const ids: string[] = [];
  await visitXml(zip.read(presentation), {
    open(element, attributes) {
      // `id` is a number of its own; the relation's has a prefix.
      const relation = Object.keys(attributes).find((key) => key.endsWith(':id'));
      if (element === 'sldId' && relation !== undefined) ids.push(attribute(attributes, relation) ?? '');
    },
  });
  const parts = new Map((await relationsOf(zip, presentation)).map(({ id, target }) => [id, target]));
  for (const [index, id] of ids.entries()) {
    const slide = parts.get(id);
    if (slide === undefined) continue;
    const place = { in: 'slide', number: index + 1 } as const;
    const read = (name: string) => sink.reading(() => readOfficeText(zip, name, (text) => sink.add(place, text)));
    await read(slide);
    await sink.reading(async () => {
      for (const { type, target } of await relationsOf(zip, slide)) if (besides.has(type)) await read(target);
    });
  }
}
