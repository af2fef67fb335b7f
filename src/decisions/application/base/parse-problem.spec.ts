import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thrownThings } from '../../../../test/support/thrown-things.js';
import type { JsonValue } from '../../domain/json.js';
import { engineErrorKind } from '../../domain/foreign/engine-errors.js';
import {
  type DecisionEngine,
  InvalidProblem,
  PermanentStepError,
} from '../../domain/ports/decision-engine.js';
import { EngineFaulty } from './errors.js';
import { parseProblem } from './parse-problem.js';

describe('the problem an engine makes of what it is given', () => {
  it('is what the engine answers, and shares nothing with what it was given', () => {
    const given = { bids: [3, 1] };
    const parsed = parseProblem(
      anEngine((problem) => {
        (problem as { bids: number[] }).bids.sort();
        return Object.assign(problem as object, { seed: 7 });
      }),
      given,
    );
    expect(parsed).toEqual({ bids: [1, 3], seed: 7 });
    expect(given).toEqual({ bids: [3, 1] });
  });

  it.each<[string, () => unknown, string]>([
    [
      'answers later',
      () => Promise.resolve({}),
      'its parse() returned a Promise, and must return the problem itself',
    ],
    [
      'refuses later',
      () => Promise.reject(new InvalidProblem([])),
      'its parse() returned a Promise, and must return the problem itself',
    ],
    ['answers nothing', () => undefined, 'its parse() returned nothing'],
    [
      'answers what JSON cannot carry',
      () => ({ seed: NaN }),
      'its parse() returned what cannot be stored: problem.seed is NaN',
    ],
    [
      'hides a promise that is rejected',
      () => ({ rates: [new Map([[1, Promise.reject(new Error('no'))]])] }),
      'its parse() returned what cannot be stored: problem.rates[0] is a Map',
    ],
    ['throws an error that is not marked', () => { throw new Error('redis://user:hunter2@store'); }, 'its parse() failed'], // prettier-ignore
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what engines do
    ['throws text', () => { throw 'the table is missing'; }, 'its parse() failed: the table is missing'], // prettier-ignore
  ])('is refused with the name of an engine that %s', async (_case, parse, fault) => {
    const unhandled = await unhandledDuring(() => {
      expect(() => parseProblem(anEngine(parse), {})).toThrow(
        expect.objectContaining({
          code: 'engine_faulty',
          message: `Engine bids, version 2, is faulty: ${fault}.`,
        }),
      );
    });
    expect(unhandled).toEqual([]);
  });

  it('is invalid for every marked error of the engine', () => {
    const refuse = (error: Error) => () => parseProblem(anEngine(() => { throw error; }), {}); // prettier-ignore
    const faults = [{ path: 'bids', message: 'are missing' }];
    expect(refuse(new InvalidProblem(faults))).toThrow(expect.objectContaining({ faults }));
    expect(refuse(new PermanentStepError('closed', 'is from last year'))).toThrow(
      expect.objectContaining({ faults: [{ path: '', message: 'is from last year' }] }),
    );
  });

  it('is invalid, or its engine faulty, whatever is thrown', () => {
    fc.assert(
      fc.property(thrownThings, (makeThrown) => {
        try {
          parseProblem(anEngine(() => { throw makeThrown(); }), {}); // prettier-ignore
        } catch (error) {
          expect(error instanceof EngineFaulty || engineErrorKind(error) === 'invalid_problem').toBe(true);
          return;
        }
        throw new Error('It was accepted.');
      }),
    );
  });
});

function anEngine(parse: (problem: unknown) => unknown): DecisionEngine {
  return { name: 'bids', version: 2, steps: [], parse: parse as () => JsonValue };
}

/** The promises that were rejected meanwhile without anybody taking note. */
async function unhandledDuring(work: () => void): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  work();
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  return unhandled;
}
