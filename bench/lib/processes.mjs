import { randomBytes } from 'node:crypto';
import { freshUuid } from '../../dist/decisions/application/base/fresh-uuid.js';
import { ask, begin, checkpoint, complete, open } from '../../dist/decisions/domain/transitions.js';

export const WORKER = 'bench-worker';

/** What one of two stored processes has. */
export const OWNER = 'owner-0';
/** What one of two stored processes has. */
export const LABEL = { name: 'team', value: 'team-0' };

/** About a kilobyte. */
export const PAYLOAD = { text: randomBytes(500).toString('hex') };

export const newId = () => freshUuid(Date.now());

/** A new process with about a kilobyte of problem. */
export function aProcess(now = Date.now(), sketch = {}) {
  const { engine = 'bench-one', plan = ['step-1'], labels = {}, owner = null } = sketch;
  return open(
    {
      id: newId(),
      query: 'Which supplier should we sign for the next three years?',
      engine,
      engineVersion: 1,
      problem: PAYLOAD,
      labels,
      plan,
      fingerprint: null,
      owner,
      traceparent: null,
      deadline: null,
    },
    now,
  );
}

/** The states a process goes through that is begun and completed at once. */
export function lifeOf(pending) {
  const running = begin(pending, WORKER, pending.runAt);
  return { pending, running, completed: afterLastStep(running) };
}

/** The running process, whose step asks reviewers. */
export function asking(running) {
  const { plan, finished, updatedAt } = running;
  return ask(running, { worker: WORKER, step: plan[finished.length], question: QUESTION }, updatedAt);
}

/** The running process after one more of its steps. */
export function afterStep(running) {
  return checkpoint(running, successOf(running), running.updatedAt);
}

/** The running process after its last step. */
export function afterLastStep(running) {
  return complete(running, successOf(running), running.updatedAt);
}

/** So many labels; in a store, every process has the same ones but for the first. */
export function labelled(count, team = LABEL.value) {
  const others = Array.from({ length: count }, (_, nth) => [`label-${nth + 1}`, 'the same']);
  return Object.fromEntries([[LABEL.name, team], ...others].slice(0, count));
}

const QUESTION = {
  name: 'review',
  kind: 'approval',
  title: 'Shall we sign?',
  options: ['approve', 'reject'].map((outcome) => ({ outcome, title: null, schema: null })),
  schema: null,
  evidence: { draft: 'Alpha' },
  evidenceDigest: `sha256:${'0'.repeat(64)}`,
  roles: ['review'],
  notBy: null,
  expiresInMs: 30 * 24 * 3_600_000,
  onExpiry: null,
};

function successOf({ plan, finished, updatedAt }) {
  return { worker: WORKER, step: plan[finished.length], output: { answer: 42 }, startedAt: updatedAt };
}
