/** How often and how early the guide reminds. All of them are our own choice; nothing about the toolkit says so, and any may be changed. */

/** Days before the deadline on which what is left is told. */
export const planStages = [30, 14, 7, 1] as const;
/** From so many days before the deadline on, it cannot wait for the digest. */
export const planPresses = 14;
/** Days of the plan that are named: as many as are read in one go. */
export const planDaysNamed = 4;
/** Messages after the deadline: on the first working day, then weekly. Then it is let be. */
export const mostOverdue = 5;
/** Days without anything happening after which a word is said. Then no more until something happens. */
export const stalledStages = [14, 28, 56] as const;
/** Working days that a question handed on may wait before the first word, and how many words there are, a week apart. */
export const assignedAfter = 3;
export const mostAssigned = 6;
/** Days before something must be looked at again, runs out, or was published a year ago. */
export const expiryStages = [30, 7, 1] as const;
/** From so many days before it on, it cannot wait for the digest. */
export const expiryPresses = 1;
/** Working days for which a finished assessment may wait for publishing before the first word, and how many words there are, a week apart. */
export const signOffAfter = 3;
export const mostSignOff = 4;
/** Days before the deadline on which a finished assessment that nobody published is told of at once, whatever was said before. */
export const signOffStages = [7, 1] as const;
/** What was due longer ago than so many days is not sent any more: an outage of a week loses nothing, and nothing ancient comes after it. */
export const lookBack = 14;
/** The same for a new edition: the guide may learn of it late. */
export const newsLast = 60;
/** The furthest ahead that a single reminder can be put off, in days. */
export const longestPutOff = 31;
/** Days that pass after a message before the weekly digest comes. */
export const digestPause = 5;
/** When messages go out, on the wall in London. */
export const messageTime = '09:30';
/** One sitting, in minutes: what fits into a break. */
export const slotMinutes = 20;
