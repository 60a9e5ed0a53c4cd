import { isMash } from './mash.ts';
import { normalise } from './normalise.ts';
import { understandReply } from './reply.ts';
import { spelling } from './words.ts';

/** What a reply to a question that wants a sentence (how, what, who, where) sounds like. */
export type Sound = 'answer' | 'question' | 'doubt' | 'chatter';

/** Nobody writes at such length, in characters, without an answer in it. */
const longest = 160;

/**
 * Tells an answer from asking back ("can it be me"), doubt ("it depends") and chatter ("lol"). When unsure it is an answer,
 * so as never to nag; "the manager?" is one, said with a doubtful voice, and so is a lone number.
 */
export function soundsLike(text: string): Sound {
  const said = normalise(text);
  if (said.length > longest) return 'answer';
  if (!/[\p{L}\p{N}]/u.test(said)) return said.includes('?') ? 'question' : 'chatter';
  const sounds = said.split(/(?<=[.?!])\s+/).map(soundOf);
  return louder.find((sound) => sounds.includes(sound)) ?? 'answer';
}

/** Of several sentences, the first of these that one of them sounds like. */
const louder: readonly Sound[] = ['answer', 'doubt', 'question', 'chatter'];

function soundOf(said: string): Sound {
  const spelt = spelling(said);
  if (!spelt) return said.includes('?') ? 'question' : 'chatter';
  if (spelt === 'may') return 'answer';
  const bare = spelt.replace(lead, '') || spelt;
  if (notUnderstood.test(bare)) return 'question';
  if (understandReply(said).as === 'notSure' || doubts.some((one) => one.test(bare))) return 'doubt';
  if (isQuestion(bare, /\?[\s!?.]*$/.test(said))) return 'question';
  return chatter.test(spelt) || isMash(said) ? 'chatter' : 'answer';
}

/** Said before anything, meaning nothing. Patterns are for texts as `spelling` gives them. */
const lead =
  /^(?:(?:ok|okay|so|but|and|um|umm|er|erm|oh|ah|well|sorry|hi|hello|hey|please|pls|wait|hang on|hold on|right|hmm|yes but|no but|yeah but|just|actually|also|no(?! one)|excuse me|can i ask|can i just ask|quick question|i mean) ){1,4}(?=[a-z])/;

const notUnderstood =
  /^(?:(?:i |we )?(?:do not|dont|didnt|did not|cant|cannot) (?:really |quite |fully )?(?:understand|get|follow)(?: (?:it|this|that|you|the|what|question|word|words|any|of|is|being|asked|are|asking|mean|means|they|want|bit|at|all|here|one|me)){0,8}|(?:(?:im|i am|were|we are) )?(?:not sure|unsure|no idea|not certain|confused about)(?: (?:about|on))? what (?:you|u|they|it|this|that|the question)(?: (?:mean|means|is|are|want|wants|asking|asks|after|by|this|that|need|about|for|here|me|to|say|put|write)){1,6}|(?:i )?(?:dont|do not) know what (?:you|u|they|it|this|that|the question)(?: (?:mean|means|is|are|want|wants|asking|asks|after|by|this|that|need|about|for|here|me|to|say|put|write)){1,6})$/;

const hedge =
  '(?:maybe|mabye|perhaps|possibly|probably|prob|probly|presumably|hopefully|supposedly|apparently|i guess|i suppose|i assume|not sure but|not sure if|not sure whether|unsure but|dunno but|dont know but|i dont know but|idk but|could be|might be|i hope|i doubt)';
const doubts: readonly RegExp[] = [
  new RegExp(`^${hedge}(?: [a-z0-9]+){0,10}$`),
  /^(?:[a-z0-9]+ ){1,7}(?:maybe|perhaps|possibly|probably|i guess|i suppose|not sure|im not sure|dont know|i dont know|idk|dunno)$/,
  /^(?:i |we )?(?:think|reckon|believe|feel|guess|suppose|assume) (?:that )?(?:so|not|its|it is|it|this|that|this one|that one)?(?: (?:is|does|do|may|might))?(?: ?(?:na|not applicable|not relevant|dont apply|doesnt apply|does not apply|do not apply|not apply|wont apply|isnt relevant|isnt applicable|so|not)(?: (?:to|for) (?:us|me|our service))?)?$/,
  /^(?:i |we )?(?:dont|do not) think (?:it|this|that|this one)(?: (?:does|is|applies|apply|applicable|relevant|counts|to|for|us))*$/,
  /^(?:like )?(?:i|we|ive|i have) (?:just )?(?:already )?(?:said|told you|say)(?: (?:already|before|that))? (?:i|we) (?:dont|do not|didnt) (?:know|remember)(?: (?:that|this|it|already))?$/,
  /^(?:nobody|no one|noone|they|the manager|manager) (?:has |have |had |ever |hasnt |never |didnt |havent ){0,2}(?:told|tell|said to|explained to|shown|showed|asked|informed)(?: (?:me|us|anything|about|it|this|that|how|yet|ever|to)){0,5}$/,
  /^(?:(?:ive|i have|weve|we have|i was|we were|i|we) )?(?:never|not|not been|never been|havent been|wasnt|werent)(?: been)? (?:told|shown|asked|informed|trained)(?: (?:about|it|this|that|how|anything|yet|on|to|us|me)){0,4}$/,
  /^(?:well )?(?:it |that |this |it all |it just |it really )?(?:depends|varies|differs|changes|can vary|would depend|will depend)(?: [a-z0-9]+){0,7}$/,
  /^(?=.*\bsometimes\b.*\b(?:sometimes (?:not|no|they dont|we dont|i dont|it isnt|it doesnt|nothing|nowhere)|other times (?:not|no)|not always|dont|doesnt)$)[a-z0-9 ]+$/,
  /^(?:only )?sometimes(?: [a-z0-9]+){0,3}$/,
  /^(?:not always|not every time|now and then|hit and miss|bit of both|a bit of both|50 50|in theory|supposed to be|meant to be|should be|should do|ought to be|as far as i know|afaik|hard to say|difficult to say|its complicated|its difficult)$/,
];

/** Who may stand after the verb of a question. */
const asked =
  '(?:it|its|this|that|these|those|they|we|i|you|u|he|she|there|anyone|anybody|someone|somebody|everyone|everybody|any|people|staff|carers|residents|families|managers|cqc|the cqc|ico|the ico|nhs|the nhs|council|the council|inspectors?|an inspector|the inspector|other|others)';
const verb = '(?:is|are|am|was|were|does|do|did|can|could|will|would|should|shall|must|has|have|may|might)';

/** Asked back whether or not there is a question mark. */
const plainQuestions: readonly RegExp[] = [
  /^(?:what|wot|wat|who|how|where|when|which|why|huh|eh|pardon|come again|what one|which one|which ones|like what|like who|such as|such as what|in what way|how so|how come|meaning|how do you mean)$/,
  /^why\b(?: [a-z0-9]+){1,12}$/,
  new RegExp(
    `^(?:what|wot|wat) (?:exactly |actually |else |kind of [a-z]+ |sort of [a-z]+ |type of [a-z]+ |on earth )?${verb} ${asked}(?: [a-z0-9]+){0,9}$`,
  ),
  /^(?:what|wot|wat) (?:does|do|did|should|would|could|can|if|about|kind|sort|type|counts|count|else|exactly|qualifies|goes in|would count|do they mean)(?: [a-z0-9]+){0,10}$/,
  /^(?:what (?:is|are|was)|whats|wots|wats|whos|who (?:is|are)|wheres) (?:(?!is\b|are\b|stays?\b|goes\b|gets?\b|has\b|have\b|must\b|signs?\b|does\b|do\b|keeps?\b)[a-z0-9]+ ?){1,5}$/,
  /^who (?:do|does|can|should|would|will|did) (?:i|we|you|they|it|this|that|count|counts|mean)(?: [a-z0-9]+){0,8}$/,
  /^(?:how|where|when) (?:exactly |else )?(?:do|does|did|can|could|should|would|will|is|are|am) (?:i|we|you|they|it|this|that|these|others|other|people|someone|anyone)(?: [a-z0-9]+){0,9}$/,
  /^how (?:many|much|long|often|detailed|specific|far back|exact|old|big) (?:do|does|is|are|should|can|must|words|detail|should it|of)(?: [a-z0-9]+){0,8}$/,
  /^how about(?: [a-z0-9]+){1,6}$/,
  /^which (?:one|ones|papers?|records?|staff|people|bit|part|kind|type|sort|policy|devices?|phones?|systems?|of)(?: (?:do|does|is|are|you|they|it|mean|that|this|one|would|should|count|counts|these|them|those|the)){0,6}$/,
  /^(?:does|did) (?:it|this|that|he|she) (?:just |also |only |really |still |even )?(?:have|need|matter|include|mean|count|apply|cover|work|say|want|cost|save|go|ask|affect|get|take|make|depend|involve|relate|refer|happen|look|sound|help)(?: [a-z0-9]+){0,9}$/,
  /^(?:does|did) (?!(?:it|this|that|he|she|the|all|everything|both|these|those|them)\b)[a-z]+(?: [a-z0-9]+){1,9}$/,
  /^(?:does|did) (?:the|a|an|our|my) [a-z]+(?: [a-z]+)?(?: (?:count|need|have|mean|include|do|matter|apply|see|know|get|want|ask|work))(?: [a-z0-9]+){0,7}$/,
  /^do (?:they|we|i|you|u|people|staff|carers|residents|others|cqc|paper|emails?|phones?|photos?|agency)(?: [a-z0-9]+){1,10}$/,
  /^(?:is|are|was|were) (?:it|this|that|they|these|those|there|he|she|you|we|cqc|ico|paper|email|whatsapp|anyone|someone|everyone)(?: [a-z0-9]+){1,10}$/,
  /^am i(?: [a-z0-9]+){1,9}$/,
  /^(?:is|are) (?:a |an |the |our |my )?(?:(?!in\b|at\b|on\b|by\b|with\b|to\b|kept\b|locked\b|stored\b|held\b|done\b)[a-z]+ ){1,3}(?:a|an|ok|okay|alright|included|allowed|enough|classed|considered|counted|fine|good enough|personal data|needed|required|part of|the same)(?: [a-z0-9]+){0,5}$/,
  /^(?!should .* (?:they|we|i|it) (?:ring|call|tell|report|must|should|have|would|will|need|phone|let|go|come)\b)(?:can|could|should|would|shall|might|will) (?:it|this|that|they|we|i|you|u|he|she|there|these|those|anyone|someone|somebody|everyone|anybody|the|a|an|our|my|staff|people|cqc|ico|nhs|inspectors?|families|carers|residents)(?: [a-z0-9]+){1,10}$/,
  /^have (?:i|we|they|you) (?:got|to|had|done|given|answered)(?: [a-z0-9]+){0,8}$/,
  /^(?:isnt|doesnt|arent|cant|wont|shouldnt|wouldnt|couldnt|hasnt) (?:it|this|that|they|we|i|you|he|she|cqc|there)(?: [a-z0-9]+){0,9}$/,
  /^dont (?:you|they)(?: [a-z0-9]+){1,9}$/,
  /^(?:please )?(?:explain|clarify|elaborate|expand|say more|tell me more|explain more|explain it|say it again)(?: (?:please|this|that|it|more|to|me|the|question|word|what|you|they|mean|a|bit|further|on|in|simple|terms|english|better|again|means|is|are|want)){0,8}$/,
  /^(?:give|show|tell|send|get) (?:me|us) (?:some|an?|more|any|what|how|one|ideas?|examples?|help|the answer|answers|it in|a clue|a hint)(?: [a-z0-9]+){0,7}$/,
  /^(?:(?:i |we )?(?:need|want|would like|could do with)|id like) (?:some |an? |more |another )(?:examples?|ideas?|help|clues?|hints?|explanation|details?|information|info)(?: [a-z]+){0,4}$/,
  /^(?:you mean|u mean|so you mean|as in what|is it like|like as in)(?: [a-z0-9]+){1,8}$/,
  /^(?:(?:i |we )?(?:was |am |were )?(?:just )?wonder(?:ing)?|im wondering|(?:i |we )?(?:want|need|would like) to know|id like to know|tell me) (?:if|what|whether|how|who|where|which|why)(?: [a-z0-9]+){1,10}$/,
];
/** Asked back only with a question mark. */
const markedQuestion = new RegExp(
  `^(?:what|whats|wot|wat|who|whos|whose|how|hows|where|wheres|when|which|why|${verb}|isnt|arent|doesnt|dont|cant|wont|as in|you mean|do|meaning|including|even|what if)\\b|^[a-z]+(?: [a-z]+)? or [a-z]+(?: [a-z]+)?$`,
);
/** "Is the manager?", "when they leave?": an answer that wants to be told that it is right. */
const tentative = /^(?:is (?:the|our|my|a) [a-z]+|may [a-z0-9]+|when (?:they|we|the|a|staff|someone)(?: [a-z]+){1,8})$/;

function isQuestion(spelt: string, isMarked: boolean): boolean {
  if (plainQuestions.some((one) => one.test(spelt))) return true;
  return isMarked && markedQuestion.test(spelt) && !tentative.test(spelt);
}

const chatter =
  /^(?:(?:yeah|yes|oh|ok|okay|well|um|so|ha|no) )?(?:whatever|whatevs|lol+|lmao|rofl|hehe+|haha+h?|ha ha(?: ha)?|ok|okay|okey|oki|k|kk|okey dokey|ok then|hmm+|hm|mm+|mhm|um+|er+|erm+|meh|blah|bla|blah blah(?: blah)?|bla bla|nothing really|not much|not a lot|nothing much|nothing to say|nothing to add|test|testing|testing testing|test test|this is a test|cool|fine|great|nice|good|lovely|brilliant|perfect|wow|really|right|oh|ah|aha|oh well|oh dear|oh right|i see|makes sense|got it|gotcha|understood|fair enough|who cares|idc|i dont care|dont care|so what|boring|this is boring|im bored|bored|omg|wtf|ffs|ugh+|argh+|aargh|sigh|yawn|tired|im tired|this is rubbish|rubbish|stupid|this is stupid|stupid question|silly question|what a stupid question|waste of time|this is a waste of time|anything|something|stuff|things|etc|x|xx|xxx|yo|sup|bruh|dude|mate|banana|foo|bar|foo bar|hello world|lorem ipsum|abc|abcd|abc 123|qwerty|a b c|moving on|interesting|noted|ok cool|ok fine|ok great|ok good|all good|its fine|thats fine|no comment|tbc|tba|pending)$/;
