/** An item's number (`3.2.1`), a follow-up's that begins with it (`3.1.1.date`), or `setup.` and a name. */
export type QuestionId = string;
