import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SystemClock } from '../../src/decisions/application/base/clock.js';
import type { StartRequest } from '../../src/decisions/application/use-cases/start-request.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';
import { type DecisionEngine, InvalidProblem } from '../../src/decisions/domain/ports/decision-engine.js';
import { A_START, anInstance, type Instance } from '../support/an-instance.js';
import { scriptedEngine } from '../support/scripted-engine.js';
import type { CurrentSubject } from './subject.js';

/** Problems as callers send them: any JSON, with texts in any form of Unicode and numbers in any form. */
const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }) as fc.Arbitrary<JsonValue>;
const problems = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), json, {
  maxKeys: 5,
});
const labels = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z0-9]{1,8}$/), {
  maxKeys: 3,
});
const bodies = fc.record({ problem: problems, labels });

/** What a deploy may make of an engine: gone, stricter, with defaults of its own, at another version, broken. */
const CHANGES = ['same', 'gone', 'stricter', 'defaults', 'newer', 'broken'] as const;

/** The idempotency of starts, no matter what happens to the engine between two of them. */
export function testIdempotentStarts(subject: CurrentSubject): void {
  describe('a start that is sent again', () => {
    const instances: Instance[] = [];
    let keys = 0;
    const run = Date.now().toString(36);

    beforeEach(() => {
      instances.length = 0;
    });
    afterEach(async () => {
      for (const instance of instances) await instance.shutDown();
    });

    async function deployed(): Promise<Record<(typeof CHANGES)[number], Instance>> {
      const entries: [string, Instance][] = [];
      for (const change of CHANGES) {
        const instance = await anInstance({
          persistence: subject.persistence,
          clock: new SystemClock(),
          engines: enginesAfter(change),
          worker: `worker-${change}`,
          settings: { role: 'api' },
        });
        await instance.start();
        instances.push(instance);
        entries.push([change, instance]);
      }
      return Object.fromEntries(entries) as Record<(typeof CHANGES)[number], Instance>;
    }

    it('names the process it named, whatever has become of the engine and in whichever order its members come', async () => {
      const releases = await deployed();
      await fc.assert(
        fc.asyncProperty(
          bodies,
          fc.shuffledSubarray([...CHANGES], { minLength: 2 }),
          fc.constantFrom(null, 'ada'),
          async (body, changes, owner) => {
            const request = requestOf(body, `${run}-${keys++}`, owner);
            const first = await releases.same.manager.start(request);
            expect(first.replayed).toBe(false);
            for (const change of changes) {
              const again = await releases[change].manager.start(sentAgain(request));
              expect(again.replayed).toBe(true);
              expect(again.process.id).toBe(first.process.id);
            }
          },
        ),
        { numRuns: 60 },
      );
    });

    it('is refused with any other body, whatever has become of the engine', async () => {
      const releases = await deployed();
      await fc.assert(
        fc.asyncProperty(bodies, bodies, fc.constantFrom(...CHANGES), async (one, other, change) => {
          fc.pre(meaning(one) !== meaning(other));
          const request = requestOf(one, `${run}-${keys++}`, null);
          const { process } = await releases.same.manager.start(request);
          const another = { ...request, ...other };
          await expect(releases[change].manager.start(another)).rejects.toMatchObject({
            code: 'idempotency_conflict',
          });
          expect(await subject.processes.find(process.id)).toEqual(process);
        }),
        { numRuns: 60 },
      );
    });
  });
}

type Body = Pick<StartRequest, 'labels'> & { readonly problem: Record<string, JsonValue> };

function requestOf({ problem, labels }: Body, idempotencyKey: string, owner: string | null): StartRequest {
  return { ...A_START, problem, labels, idempotencyKey, owner };
}

/** The same as another client may write it: members in the opposite order, and parsed anew. */
function sentAgain(request: StartRequest): StartRequest {
  return { ...request, problem: reversed(JSON.parse(JSON.stringify(request.problem)) as JsonValue) };
}

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member)]));
}

/** Equal for bodies that say the same: -0 is 0 in JSON, and the order of members means nothing. */
function meaning(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function enginesAfter(change: (typeof CHANGES)[number]): DecisionEngine[] {
  const engine = (parse: (problem: unknown) => JsonValue, version = 1): DecisionEngine => ({
    ...scriptedEngine({ only: () => 'done' }, { version }),
    parse,
  });
  const kept = (problem: unknown) => problem as JsonValue;
  switch (change) {
    case 'same':
      return [engine(kept)];
    case 'gone':
      return [{ ...engine(kept), name: 'another' }];
    case 'stricter':
      return [
        engine(() => {
          throw new InvalidProblem([{ path: '', message: 'is not what it was' }]);
        }),
      ];
    case 'defaults':
      // Fills them in where it got the problem, and never the same twice.
      return [engine((problem) => Object.assign(problem as object, { seed: Math.random() }))];
    case 'newer':
      return [engine(kept), engine(() => ({ made: 'anew' }), 2)];
    case 'broken':
      return [engine(() => Promise.resolve({}) as unknown as JsonValue)];
  }
}
