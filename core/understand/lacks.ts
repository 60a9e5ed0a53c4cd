import type { Fact } from '../model.ts';

const who = '(?:we|i|they|staff|our staff|the staff|our service|this service|the service|the home|our home|this home)';
const haveNo =
  '(?:(?:dont|do not|doesnt|does not) (?:have|use|own|keep)(?: any| a)?|(?:havent|have not|hasnt|has not)(?: got)?(?: any| a)?|(?:have|has|use|keep)(?: got)? no|(?:have|has) zero)';
const place =
  '(?: (?:here|at all|at work|at our service|in the home|in our home|in the building|in our service|in this service|on site|on the premises|at this service|in the service))?';
const computers =
  '(?:computers?(?: systems?| equipment)?|pcs?|computers? or (?:laptops?|tablets?)|(?:laptops?|tablets?) or computers?)';
const paper = '(?:paper(?: records?| files?| notes?| documents?)?|papers|paperwork)';
const phones = '(?:phones?|mobiles?|mobile phones?|tablets?|devices?|laptops?|phones? or tablets?)';
const forWork = '(?: (?:for work|at work|for work things|for their work|in work|on shift|on duty|here|at all))*';
const firms = '(?:firms?|company|companies|contractors?|business)';
const firm = `(?:(?:outside|external|separate|shredding|destruction|waste|confidential waste|records destruction|third party|disposal) )?${firms}`;
const forShredding =
  '(?: (?:to shred(?: anything| it| them| records| paper)?|for shredding|to destroy (?:records|paper|them|it|anything)|for destruction|for that|for this|to do it|to do that|for disposal|at all|here))?';
const outside =
  '(?:the building|the home|the premises|the office|the site|the house|here|the service|site|our building|our office)';

/** Plain statements, spelt as `spelling` gives them, that make a set-up fact "no". */
const statements: readonly (readonly [Fact, RegExp])[] = (
  [
    ['computers', `${who} ${haveNo} ${computers}${place}`],
    ['computers', `(?:there are |there is |theres |got |weve got |weve )?no ${computers}${place}`],
    ['computers', `(?:dont|do not|havent) (?:have|use|got)(?: any| a)? ${computers}${place}`],
    ['computers', `there (?:arent|are not|isnt|is not) (?:any|a|one) ?${computers}${place}`],
    ['computers', `(?:nobody|no one|noone) (?:has|uses) (?:a |any )?${computers}${place}`],
    [
      'ownDevices',
      `(?:nobody|no one|noone|none of us|none of them|none of our staff|none of the staff) (?:uses?|is using|has) (?:their|our|his or her|personal)(?: own)? ${phones}${forWork}`,
    ],
    [
      'ownDevices',
      `${who} (?:dont|do not|never|doesnt|does not) use (?:their|our|personal|my)(?: own)?(?: personal)? ${phones}${forWork}`,
    ],
    ['ownDevices', `${who} only use (?:work|company) ${phones}`],
    ['ownDevices', `no (?:own|personal|private) ${phones}(?: (?:are )?used)?${forWork}`],
    ['ownDevices', `(?:${who} ${haveNo}|no) byod`],
    ['paperLeaves', `${who} ${haveNo} ${paper}${place}`],
    ['paperLeaves', `(?:there are |there is |theres |weve got |weve )?no ${paper}${place}`],
    ['paperLeaves', `(?:dont|do not|havent) (?:have|use|got|keep)(?: any)? ${paper}${place}`],
    [
      'paperLeaves',
      `(?:our |the |all |any )*(?:${paper}|records?) (?:never|doesnt|does not|dont|do not) (?:leaves?|go out of|goes out of|go outside|goes outside)(?: ${outside})?`,
    ],
    [
      'paperLeaves',
      `(?:no ${paper}|no records?|nothing|no paper ever|none of our ${paper}|none of our records) (?:ever )?(?:leaves?|goes out of|go out of|goes outside|go outside) ${outside}`,
    ],
    ['paperLeaves', `(?:ours|ours all|they|it) (?:never|dont|doesnt|do not|does not) (?:ever )?leaves? ${outside}`],
    ['paperLeaves', 'ours (?:never|dont|doesnt|do not) leaves?'],
    [
      'paperLeaves',
      `${who} (?:dont|do not|never) take (?:any |our )?(?:${paper}|records?) (?:out|outside|away|off site|home|out of ${outside})`,
    ],
    [
      'paperLeaves',
      `(?:all )?(?:our |the )?(?:${paper}|records?) (?:all )?(?:always )?stays? (?:in|inside|at|on) ${outside}`,
    ],
    [
      'paperLeaves',
      '(?:we are|were|its|it is|everything is|everythings|our records are|all our records are) (?:all |fully |completely |totally |entirely )(?:electronic|digital|computerised|on computer|online)',
    ],
    ['paperLeaves', '(?:(?:we are|were|its|everything is) )?(?:completely |fully |totally |entirely |all )?paperless'],
    ['destructionFirm', `${who} ${haveNo} (?:an )?${firm}${forShredding}`],
    ['destructionFirm', `(?:dont|do not) (?:have|use)(?: an| a| any)? ${firm}${forShredding}`],
    ['destructionFirm', `no (?:outside|external|shredding|destruction|third party|disposal) ${firms}${forShredding}`],
    [
      'destructionFirm',
      `no ${firm} (?:destroys?|shreds?) (?:anything|our records|our paper|our paperwork|them|it|records|paper)(?: for us)?`,
    ],
    ['destructionFirm', `${who} (?:shred|destroy|send) nothing (?:through|with|to|by|via) (?:a |an |any )?${firm}`],
    ['destructionFirm', `nothing (?:goes|is sent|is shredded|is destroyed) (?:to|by|through) (?:a |an |any )?${firm}`],
    [
      'destructionFirm',
      `${who} (?:shred|destroy) (?:it |them |everything |it all |records |our records |our own |paper |our paper )?(?:ourselves|ourself|in house|on site)`,
    ],
    [
      'destructionFirm',
      `${who} (?:shred|destroy) our own(?: ${paper}| records)?|${who} do (?:all )?our own (?:shredding|destruction)`,
    ],
  ] as const
).map(([fact, pattern]) => [fact, new RegExp(`^(?:${pattern})$`)] as const);

/** Longer texts say more than one plain thing. */
const longestStatement = 90;

/** The set-up fact that `spelt` (see `spelling`) plainly says "no" to, as a whole; undefined for anything else. */
export function lackIn(spelt: string): Fact | undefined {
  if (spelt.length > longestStatement) return undefined;
  return statements.find(([, pattern]) => pattern.test(spelt))?.[0];
}
