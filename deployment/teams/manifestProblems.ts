import type { Manifest } from './manifest.ts';
import { schemaProblems } from './schemaProblems.ts';

/** In characters and commands: what Teams' documentation gives for a menu, where the schema allows more. */
const longestTitle = 32;
const longestWhat = 128;
const mostCommands = 10;

/** What Teams would not take about a manifest, by Microsoft's schema and beyond it; empty when it is right. */
export function manifestProblems(manifest: Manifest): readonly string[] {
  const problems = [...schemaProblems(manifest)];
  const must = (isSo: boolean, what: string): void => {
    if (!isSo) problems.push(`manifest.json ${what}`);
  };
  must(/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(manifest.version), 'must have a version such as 1.2.3');
  const { developer, name, description } = manifest;
  const texts = [developer.name, name.short, name.full ?? '', description.short, description.full];
  must(
    texts.every((text) => text.trim() !== ''),
    'must have no empty text',
  );
  const pages = [developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl];
  must(
    pages.every((page) => page.startsWith('https://')),
    'must name https pages',
  );
  must(
    (manifest.validDomains ?? []).every((domain) => /^[\w.-]+(?::\d+)?$/.test(domain)),
    'must list bare domains',
  );

  for (const { botId, scopes, commandLists = [] } of manifest.bots ?? []) {
    must(botId === manifest.id, 'must have the same id for app and bot');
    const listed = commandLists.flatMap((list) => list.scopes).sort();
    must(listed.join() === scopes.toSorted().join(), 'must have one list of commands for each scope of the bot');
    for (const {
      scopes: [scope],
      commands,
    } of commandLists) {
      const titles = commands.map(({ title }) => title.toLowerCase());
      must(commands.length <= mostCommands, `has more than ${mostCommands} commands for ${scope}`);
      must(new Set(titles).size === titles.length, `has a command twice for ${scope}`);
      for (const { title, description: what = '' } of commands)
        must(
          title !== '' && title.length <= longestTitle && what !== '' && what.length <= longestWhat,
          `has a command that is empty or too long: "${title}"`,
        );
    }
  }
  return problems;
}
