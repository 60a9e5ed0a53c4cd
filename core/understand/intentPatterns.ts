import type { PlainIntent } from './intents.ts';

/**
 * Ways to ask that no list can hold: the same few words in any order and number. Whole utterances, spelt as `spelling`
 * gives them and without politeness. Each word of a tail is matched once with its space, so no pattern tries twice.
 */
const patterns: readonly (readonly [PlainIntent, RegExp])[] = [
  ['why', /^why\b(?: [a-z]+){0,8}$/],
  ['why', /^what (?:has|have|does) (?:this|that|it) (?:got to do|have to do|to do) with(?: [a-z]+){1,4}$/],
  ['why', /^whats? (?:is )?(?:the )?(?:point|purpose|reason)(?: (?:of|for|behind|in)(?: [a-z]+){1,4})?$/],
  [
    'example',
    /^(?:(?:whats|what is|show me|show us|give me|give us|got|have you got|do you have|is there|can you give me|see|have|need|want|i need|i want) )?(?:(?:a|an|any|some|another|good|one|real|of|quick|more) ){0,3}(?:examples?|samples?|ideas?)(?: answers?)?(?: (?:of|for|to|about|what|this|that|it|one|good|an?|answer|say|write|put|here|question|the))*$/,
  ],
  [
    'example',
    /^what (?:would|does|should|could|might|do) (?:an? |the |my |our )?(?:(?:good|right|best|proper|perfect|great|sensible|typical|normal) )*(?:answers?|one|reply|response)(?: (?:be|look|like|say|to|this|that|here|sound|need|have))*$/,
  ],
  [
    'need',
    /^what (?:(?:evidence|documents?|paperwork|information|info|papers|files|details) )?(?:do|will|would|should) (?:i|we|you|they) (?:need|require|have to (?:have|find|get|show|send))(?: (?:for|to|this|that|it|one|question|have|find|get|hand|show|answer|ready|do|from|me|us|here|with|in|the|front|of|as|well))*$/,
  ],
  [
    'status',
    /^(?!how much (?:is|does) (?:it|this|that)$)how (?:many|much|long|far)(?: (?:questions?|more|time|items?|answers?|ones|of|it|them|this|that|longer|further))*(?: (?:do|have|has|is|are|am|was|were|will|did|until|till))?(?: (?:i|we|there|it|this|that|you))?(?: (?:still|got|have|left|done|to|do|go|remaining|so|far|now|take|been|be|answered|finished|is|are|more|in|along|through|this|it|away|need|today|come|the|end|we|i|think|finish|until|till|outstanding))*$/,
  ],
  [
    'status',
    /^where (?:did|do|have|am|are|was|were|had) (?:i|we)(?: (?:get|got|up|leave|left|stop|finish|stand|at|to|now|off|in|this|it|all|with|are|am|last|time))*$/,
  ],
  [
    'status',
    /^(?:see |check |show me )?where (?:i|we) (?:am|are|was|were|got to|have got to|left off|stopped|stand|am up to|are up to|was up to|got up to)$/,
  ],
  [
    'status',
    /^(?:am|are|have) (?:i|we) (?:(?:nearly|almost|close to|anywhere near|all) )?(?:there|done|finished|at the end|the end|finishing|completed it|done yet)(?: (?:yet|now|it))*$/,
  ],
  [
    'skip',
    /^(?:(?:i )?(?:dont know|not sure|no idea|dunno|not my area|cant answer|cant answer this) (?:so )?)?(?:skip|pass|next|move on)(?: (?:it|this|that|one|question|to|on|the|next|for|now|please|over|here|i|think|then))*$/,
  ],
  [
    'skip',
    /^(?:go|move|jump|skip|take me|carry on|get) (?:on )?(?:to )?(?:the )?next(?: (?:one|question|thing|bit|please))*$/,
  ],
  [
    'skip',
    /^(?:(?:i|ill|i will|we|well|we will|i can|we can|ill have to|i will have to|i think ill) )?(?:come|get|go|look) back (?:to|at) (?:this|it|that)(?: (?:one|question|later|tomorrow|another|time|in|a|bit|when|i|we|have|know|more|after|lunch|the|manager|is|back|here|end|at|on))*$/,
  ],
  [
    'back',
    /^(?:go|take me|step|move|jump|return|get|bring me|head)(?: (?:back|backwards))(?: (?:a|one|to|the|last|previous|step|question|page|before|again|i|just|did|answered|bit|please|two|couple|of|questions|steps))*$/,
  ],
  [
    'back',
    /^(?:go|return|take me|see|show me|show) (?:to )?the (?:last|previous|one before|question before|earlier)(?: (?:one|question|answered|i|did|that|was))*$/,
  ],
  ['undo', /^(?:oops|whoops|woops|ooops|oopsie)(?: [a-z]+){0,5}$/],
  [
    'undo',
    /^(?:that|it|this|the)(?: (?:last|one|answer))* (?:was|is) (?:the )?(?:wrong|a mistake|not right|not what i meant|incorrect|an error|an accident)(?: (?:one|answer|sorry|button))*$/,
  ],
  [
    'undo',
    /^(?=.*\b(?:wrong|mistake|error|accident)\b)(?:i )?(?:have )?(?:(?:made|pressed|clicked|hit|tapped|chose|picked|typed|put|did|gave)(?: (?:a|the|that|an|by|wrong|mistake|button|one|answer|thing|error|accident)){1,5})(?: (?:can|you|undo|change|delete|it|that|please|take|back|i|we)){0,5}$/,
  ],
  [
    'stop',
    /^(?:(?:ill|i will|i|need to|have to|i have to|i need to) )?(?:finish|carry on|continue|come back|be back|pick this up|pick it up|do the rest|do the others|log back in)(?: (?:this|it|the|rest|off|with|to|of|them|on|up))*(?: (?:tomorrow|later|another (?:day|time)|next time|tonight|this (?:afternoon|evening|morning)|on \w+day|after (?:my |the )?(?:break|shift|lunch|tea|handover|rounds|meds)|in a (?:bit|minute|while|moment|sec)|in (?:ten|five|\d{1,2}) minutes|when i can|when i get a minute|when i have time))+$/,
  ],
  [
    'stop',
    /^(?:(?!they|it|he|she|hes|shes|that|this|records|paper|everything|all)[a-z]+ ){0,4}(?:got to go|gotta go|bye|must dash|got to run|got to dash|gotta dash)(?: (?:now|sorry|bye|thanks|love))*$/,
  ],
  [
    'stop',
    /^(?:(?:i|ive|we|so|sorry|right|ok|really) ){0,3}(?:have|need) to (?:go|leave|stop|dash|run)(?: (?:now|sorry|bye|thanks|here|there|home|for|today|a|bit|soon|off))*$/,
  ],
  [
    'stop',
    /^(?:thats|that is) (?:me|it|all|enough|us)(?: (?:done|for|today|now|the|day|tonight|then|thanks|finished|i|can|do|think))*$/,
  ],
  [
    'stop',
    /^(?:a |the |my )?(?:residents?|someone|somebody|bell|bells|buzzer|phone|doorbell|manager|boss|call bell|alarm)(?: is|s)? (?:calling|ringing|going|going off|buzzing|needs me|wants me|calling me|needing me|at the door|just gone|just rang|rang|has gone)(?: (?:now|sorry|got to go|brb))*$/,
  ],
  [
    'person',
    /^(?:(?:is|are) there |do you have |have you got |who is there |id like |i want |i need |get me |give me |find me )?(?:someone|somebody|anyone|anybody|a (?:real |actual |live |proper )?(?:person|human|human being|adviser|advisor|number|phone number)|an (?:actual person|adviser|advisor)|any number|support) (?:(?:that )?(?:i|we) (?:can|could) |to |who can |who could )(?:talk|speak|ring|call|phone|chat|contact|email|ask|help)(?: (?:to|with|me|us|please|about|this|it|real|there|instead))*$/,
  ],
  [
    'person',
    /^(?:talk|speak|chat|ring|call|phone|contact|email|talking|speaking|put me through|put me on|connect me|pass me)(?: (?:to|with|on))* (?:someone|somebody|anyone|anybody|you|support|(?:an?|the|your) (?:(?:real|actual|proper|live|local|nice) )?(?:person|human|human being|adviser|advisor|support|helpline|help desk|helpdesk))(?: (?:about|this|that|it|instead|please|real|there|here|else|on|the|phone|who|can|help|knows|me|human|in|person))*$/,
  ],
  [
    'returnCode',
    /^(?:(?:i|can|could|have|whats|what|was|is|where|wheres|show|give|get|tell|see|me|need|want|forgot|forgotten|ive|lost|cant|find|remember|dont|know|resend|send|how|do|use|using) ){0,5}(?:(?:my|a|the|another|new|old|our|that|last) ){0,2}(?:return )?code(?: (?:again|please|to|come|back|for|later|now|is|this|my|phone|tomorrow|get|in|so|i|can|another|time))*$/,
  ],
  [
    'returnCode',
    /^how (?:do|can|would|will|should) (?:i|we) (?:get|come|log|carry|pick|continue|return|find|go|sign|finish|do)(?: (?:in|on|it|this|to|into|up|later|tomorrow|another|day|time|from|my|phone|a|different|computer|laptop|home|where|i|we|left|off|next|week|back|again|here|rest|the|with|at|after))*$/,
  ],
  [
    'cancelCodes',
    /^(?:cancel|delete|revoke|forget|remove|block|stop|kill|disable|invalidate|wipe|reset)(?: (?:all|my|the|our|old|return|other|any|of|every|previous|last|existing))* codes?(?: (?:please|now|straight|away))*$/,
  ],
  [
    'startAgain',
    /^(?:start|begin|restart)(?: (?:all|right|everything|it|this|the|whole|thing|from|at|with|a|back|to))* (?:again|over|scratch|beginning|afresh|fresh|top|anew|from the start|start)(?: (?:again|from|the|start|beginning|scratch|please|new|over))*$/,
  ],
  [
    'summary',
    /^(?:see|show|show me|show us|view|read|read me|list|print|check|review|look at|look over|go over|go through|read back|read out|give me|print out|print off|download|export|copy)(?: (?:me|all|of|the|my|our|a|list|every|each|everything))* (?:answers?|replies|responses|summary|overview|what ive (?:said|put|done|answered|written)|what i have (?:said|put|done|answered|written)|what i said|what i put|what weve (?:said|put|done))(?: (?:so|far|again|please|to|date|up|now|i|gave|have|given|we))*$/,
  ],
  [
    'thanks',
    /^(?:(?:ok|great|that|was|is|thats|really|very|so|lovely|brilliant|perfect|super|fab|most|nice|good|right|oh|ah) ){0,4}(?:helpful|thanks|thank you|cheers|useful|ta)(?: (?:thanks|thank|you|so|much|a|lot|very|for|your|help|that|love|mate|all|the|cheers|bye))*$/,
  ],
];

/** Words in the longest such utterance. */
const longest = 14;

export function intentByPattern(spelt: string): PlainIntent | undefined {
  if (spelt.split(' ').length > longest) return undefined;
  return patterns.find(([, pattern]) => pattern.test(spelt))?.[0];
}
