import { randomBytes } from 'node:crypto';
import { freshUuid } from '../../dist/decisions/application/base/fresh-uuid.js';
import { begin, complete, open } from '../../dist/decisions/domain/transitions.js';

export const WORKER = 'bench-worker';

/** About a kilobyte. */
export const PAYLOAD = { text: randomBytes(500).toString('hex') };

export const newId = () => freshUuid(Date.now());

/** A new process with about a kilobyte of problem. */
export function aProcess(now = Date.now(), { engine = 'bench-one', plan = ['step-1'] } = {}) {
  return open(
    {
      id: newId(),
      query: 'Which supplier should we sign for the next three years?',
      engine,
      engineVersion: 1,
      problem: PAYLOAD,
      labels: {},
      plan,
      fingerprint: null,
      owner: null,
      traceparent: null,
      deadline: null,
    },
    now,
  );
}

/** The states a process goes through that is begun and completed at once. */
export function lifeOf(pending) {
  const running = begin(pending, WORKER, pending.runAt);
  const [step] = pending.plan;
  const success = { worker: WORKER, step, output: { answer: 42 }, startedAt: running.updatedAt };
  return { pending, running, completed: complete(running, success, running.updatedAt) };
}
