import { editDistance } from './closeness.ts';
import { commandWords, intentByPhrase } from './intentPhrases.ts';
import type { Intent } from './intents.ts';

/** Words that are one letter from a command and mean something of their own. */
const realWords: ReadonlySet<string> = new Set(
  (
    'aback alter atop bach backs bank bark bask beck black bock buck cater cello continua continuer continuo' +
    ' dater eater edit elater emit estop exist gater hack hanks hater heap held hell hells helm hemp holp jack' +
    ' kelp lacer lack lager laker lamer laser late lated latex lather latter laver laxer layer mater neat nest' +
    ' newt pack plater precious quid quiet quilt quin quint quip quirt quite quiz quoit rack rater redstart sack' +
    ' scop sext shanks ship shop skep skid skim skimp skin skis skit slater slip slop snip states statue statues' +
    ' step stoa stob stomp stoop stope stoup stow stratus strop suit tack tanks tater text thanes thinks unto wack' +
    ' water whelp yelp'
  ).split(' '),
);

/** A command of one word with one slip in it: "hlep", "skpi", "satus". Never for fewer than four letters. */
export function slipIn(spelt: string): Intent | undefined {
  if (!/^[a-z]{4,12}$/.test(spelt) || realWords.has(spelt)) return undefined;
  const meant = commandWords.find((word) => editDistance(spelt, word, 1) === 1);
  const type = meant === undefined ? undefined : intentByPhrase.get(meant);
  return type && { type };
}
