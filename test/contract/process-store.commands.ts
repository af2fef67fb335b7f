import { expect } from '@jest/globals';
import fc from 'fast-check';
import { currentStep, type DecisionProcess, isSettled } from '../../src/decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../src/decisions/domain/ids.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import type { Question } from '../../src/decisions/domain/waiting/requests.js';
import {
  answer,
  ask,
  begin,
  cancel,
  checkpoint,
  complete,
  expire,
  failStep,
  isRejection,
  release,
  resume,
  type Transition,
} from '../../src/decisions/domain/transitions.js';
import { aPendingProcess, aRunningProcess } from '../support/a-process.js';
import { aQuestion } from '../support/a-waiting-process.js';
import { type Handles, StoreCommand } from './process-store.command.js';
import { OWNERS, type StoreModel } from './process-store.model.js';

/** A transition to try on whatever state the process is in. */
interface Change {
  readonly kind: 'begin' | 'succeed' | 'fail' | 'release' | 'cancel' | 'resume' | 'ask' | 'answer' | 'expire';
  readonly worker: WorkerId;
  readonly output: JsonValue;
  readonly retried: boolean;
  readonly reason: 'shutdown' | 'worker_lost';
  readonly delay: number;
}

/**
 * Programs of a store: what instances do to it, on few ids, few workers and few milliseconds, so that they get in each
 * other's way. Some writes come from a version that is not stored any more.
 */
export function programs(
  ids: readonly ProcessId[],
  workers: readonly WorkerId[],
): fc.Arbitrary<Iterable<fc.AsyncCommand<StoreModel, Handles>>> {
  const id = fc.constantFrom(...ids);
  const worker = fc.constantFrom(...workers);
  const versionsBehind = fc.constantFrom(0, 0, 0, 1, 2);
  const throughSecond = fc.boolean();
  const kinds = [
    'begin',
    'begin',
    'succeed',
    'succeed',
    'fail',
    'release',
    'cancel',
    'resume',
    'ask',
    'ask',
    'answer',
    'expire',
  ] as const;
  const change = fc.record({
    kind: fc.constantFrom(...kinds),
    worker,
    output: fc.json({ maxDepth: 1 }).map((text) => JSON.parse(text) as JsonValue),
    retried: fc.boolean(),
    reason: fc.constantFrom('shutdown', 'worker_lost'),
    delay: fc.nat({ max: 3 }),
  });
  const commands = [
    fc
      .record({ ms: fc.nat({ max: 3 }), throughSecond })
      .map((args) => new StoreCommand('pass', args, passing)),
    fc
      .record({ id, worker, begun: fc.boolean(), throughSecond })
      .map((args) => new StoreCommand('create', args, creating)),
    fc
      .record({ id, change, versionsBehind, throughSecond })
      .map((args) => new StoreCommand('swap', args, swapping)),
    fc
      .record({ id, versionsBehind, throughSecond })
      .map((args) => new StoreCommand('remove', args, removing)),
    fc
      .record({ age: fc.nat({ max: 4 }), limit: fc.integer({ min: 1, max: 3 }), throughSecond })
      .map((args) => new StoreCommand('removeSettled', args, cleaning)),
  ];
  const usual = [0, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4].flatMap((nth) => commands[nth] ?? []);
  return fc.commands(usual, { maxCommands: 50, size: 'max' });
}

function passing(model: StoreModel, _: ProcessRepository, { ms }: { ms: number }): Promise<void> {
  model.now += ms;
  return Promise.resolve();
}

async function creating(
  model: StoreModel,
  store: ProcessRepository,
  { id, begun, worker }: { id: ProcessId; begun: boolean; worker: WorkerId },
): Promise<void> {
  const labels = { parity: String(model.now % 2) };
  const owner = OWNERS[model.now % OWNERS.length] ?? null;
  const deadline = model.now % 4 === 0 ? model.now + 6 : null;
  const sketch = { id, worker, createdAt: model.now, labels, owner, deadline };
  const process = begun ? aRunningProcess(sketch) : aPendingProcess(sketch);
  expect(await store.create(process)).toEqual(model.create(process));
}

async function swapping(
  model: StoreModel,
  store: ProcessRepository,
  { id, change, versionsBehind }: { id: ProcessId; change: Change; versionsBehind: number },
): Promise<void> {
  const current = model.version(id, versionsBehind);
  if (current === null) return;
  const next = changed(current, change, model.now);
  if (!isRejection(next)) expect(await store.swap(current, next)).toBe(model.swap(current, next));
}

async function removing(
  model: StoreModel,
  store: ProcessRepository,
  { id, versionsBehind }: { id: ProcessId; versionsBehind: number },
): Promise<void> {
  const process = model.version(id, versionsBehind);
  if (process !== null) expect(await store.remove(process)).toBe(model.remove(process));
}

/** Which of those that settled in the same millisecond go first is for the store to say. */
async function cleaning(
  model: StoreModel,
  store: ProcessRepository,
  { age, limit }: { age: number; limit: number },
): Promise<void> {
  const before = model.now - age;
  const old = model
    .all()
    .filter(isSettled)
    .filter(({ completedAt }) => completedAt < before);
  expect(await store.removeSettled(before, limit)).toBe(Math.min(limit, old.length));
  const found = await Promise.all(old.map(({ id }) => store.find(id)));
  const gone = old.filter((_, nth) => found[nth] === null);
  const staying = old.filter((_, nth) => found[nth] !== null);
  const last = Math.max(...gone.map(({ completedAt }) => completedAt));
  expect(gone).toHaveLength(Math.min(limit, old.length));
  expect(staying.filter(({ completedAt }) => completedAt < last)).toEqual([]);
  for (const process of gone) model.remove(process);
}

const ANSWER = { outcome: 'approve', comment: null, by: 'grace' } as const;

function questionOf({ delay, retried, output }: Change): Question {
  const onExpiry = retried ? { outcome: 'reject', data: output } : null;
  return aQuestion({
    ...{ evidence: output, roles: [retried ? 'review' : 'write'], onExpiry },
    expiresInMs: delay === 0 ? null : delay,
  });
}

function openIn(process: DecisionProcess): string {
  return process.status === 'waiting' ? process.request.id : 'review-1';
}

function changed(process: DecisionProcess, change: Change, now: number): Transition {
  const { worker, output, reason, delay } = change;
  const step = currentStep(process) ?? '';
  const owner = process.status === 'running' ? process.worker : worker;
  const success = { worker: owner, step, output, startedAt: now };
  const error = { code: 'step_failed', message: 'The step failed.', step };
  switch (change.kind) {
    case 'begin':
      return begin(process, worker, now);
    case 'succeed':
      return process.finished.length < process.plan.length - 1
        ? checkpoint(process, success, now)
        : complete(process, success, now);
    case 'fail':
      return failStep(process, { worker: owner, error, retryAt: change.retried ? now + delay : null }, now);
    case 'release':
      return release(process, { worker: owner, reason, maxAttempts: 3, runAt: now + delay }, now);
    case 'cancel':
      return cancel(process, now);
    case 'resume':
      return resume(process, now, { deadline: now + 9 });
    case 'ask':
      return ask(process, { worker: owner, step, question: questionOf(change) }, now);
    case 'answer':
      return answer(process, { ...ANSWER, requestId: openIn(process), data: output }, now);
    case 'expire':
      return expire(process, now);
  }
}
