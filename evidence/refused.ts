import type { Refusal } from '../core/evidence/model.ts';

/** Thrown where a check finds why a file cannot be taken; `inspectFile` turns it into a verdict. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal, options);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}
