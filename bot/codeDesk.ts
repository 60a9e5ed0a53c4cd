import { setTimeout as delay } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { CodeDesk } from '../dialogs/assessmentDialog.ts';
import { founderOf, type Place, placeIn } from '../dialogs/identity.ts';
import type { Opens, ReturnCodes } from '../storage/returnCodes.ts';

const minute = 60;
/** Wrong tries of one conversation, and of one network address, before it must wait. */
const perConversation = { points: 5, duration: 10 * minute };
const perCaller = { points: 20, duration: 10 * minute };
/** Wrong tries of everybody together before each further one takes a second longer. Nobody is shut out by strangers. */
const together = { points: 100, duration: minute };

/** Codes with wrong tries slowed down. Only the way in by code slows: open conversations and sessions go on. */
export function createCodeDesk(codes: ReturnCodes): CodeDesk {
  const conversations = new RateLimiterMemory(perConversation);
  const callers = new RateLimiterMemory(perCaller);
  const everybody = new RateLimiterMemory(together);

  return {
    issue: (place) => codes.issue(place),
    async cancelAll(place) {
      await codes.cancelAll(place);
      // Codes from before there were people are whoever began the assessment's.
      const { assessment, person } = place;
      if (person === founderOf(assessment)) await codes.cancelAll({ assessment });
    },
    async open(code, { conversation, caller, at }) {
      // Counted before the look-up and given back after a right code, so that tries sent side by side count too.
      const counted = [
        { limiter: conversations, key: conversation },
        ...(caller === undefined ? [] : [{ limiter: callers, key: caller }]),
      ];
      try {
        for (const { limiter, key } of counted) await limiter.consume(key);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return { waitSeconds: Math.ceil(refused.msBeforeNext / 1000) };
      }
      await everybody.consume('all').catch(() => delay(1000));
      const opens = await codes.open(code, conversation, (found) => isFor(found, at));
      if (opens === undefined) return undefined;
      for (const { limiter, key } of counted) await limiter.reward(key);
      await everybody.reward('all');
      const { invitation, question, confirms, ...seat } = opens;
      if (invitation !== undefined) return { seat, invitation };
      if (confirms !== undefined) return { confirms };
      return { place: placeIn(seat), ...(question !== undefined && { question }) };
    },
  };
}

/**
 * Words that went to an address nobody has confirmed may have gone to a stranger: they count where their own person types them, and are
 * like any wrong code elsewhere.
 */
function isFor({ confirms, organisation, person }: Opens, at: Place | undefined): boolean {
  return confirms === undefined || (at !== undefined && person === at.person && organisation === at.organisation);
}
