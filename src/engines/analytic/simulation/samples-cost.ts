import { costOf } from '../methods/cost.js';
import type { SmaaJob } from './smaa-job.js';

/** A method evaluates tables of numbers, where weighted sums run through one array. */
const STEPS_OF_AN_EVALUATION = 20;
/** The steps of a number that is drawn. */
const STEPS_OF_A_DRAW = 50;

/** Steps of the inner loops that one sample takes, about two nanoseconds each. */
export function stepsOfSample(job: SmaaJob): number {
  const { alternatives, criteria } = sizeOf(job);
  return evaluation(job) + alternatives * (alternatives / 2) + criteria * criteria + drawing(job);
}

/** The same for one sample of the scores, evaluated under the central weights of each alternative. */
export function stepsOfConfirmation(job: SmaaJob): number {
  const { alternatives } = sizeOf(job);
  return (evaluation(job) + alternatives) * alternatives + drawing(job);
}

function evaluation(job: SmaaJob): number {
  const { alternatives, criteria } = sizeOf(job);
  return job.method === null
    ? alternatives * criteria
    : STEPS_OF_AN_EVALUATION * costOf(job.method.method, alternatives, criteria);
}

function drawing(job: SmaaJob): number {
  return STEPS_OF_A_DRAW * (job.drawn.length + sizeOf(job).criteria);
}

function sizeOf({ values }: SmaaJob): { alternatives: number; criteria: number } {
  return { alternatives: values.length, criteria: values[0]?.length ?? 0 };
}
