import { digestOf } from '../../src/decisions/application/base/canonical-json.js';
import type { PendingProcess, WaitingProcess } from '../../src/decisions/domain/decision-process.js';
import { answer, ask, isRejection } from '../../src/decisions/domain/transitions.js';
import type { ClosedRequest, Question } from '../../src/decisions/domain/waiting/requests.js';
import { accepted, aRunningProcess, type ProcessSketch, stepOf } from './a-process.js';

/** A question as a step may ask it; everything that a test does not care about has a fitting value. */
export function aQuestion(sketch: Partial<Question> = {}): Question {
  const evidence = sketch.evidence === undefined ? { draft: 'Alpha' } : sketch.evidence;
  return {
    name: 'review',
    kind: 'approval',
    title: 'Shall we sign?',
    options: ['approve', 'reject'].map((outcome) => ({ outcome, title: null, schema: null })),
    schema: null,
    evidence,
    evidenceDigest: digestOf(evidence),
    roles: ['review'],
    notBy: null,
    expiresInMs: null,
    onExpiry: null,
    ...sketch,
  };
}

export interface WaitingSketch extends ProcessSketch {
  readonly question?: Partial<Question>;
}

/** A process whose current step asks people. */
export function aWaitingProcess({ question, ...sketch }: WaitingSketch = {}): WaitingProcess {
  const running = aRunningProcess(sketch);
  const asking = { worker: running.worker, step: stepOf(running), question: aQuestion(question) };
  return accepted(ask(running, asking, running.updatedAt));
}

/** A process that goes on with an answer. */
export function anAnsweredProcess(sketch: WaitingSketch = {}): PendingProcess {
  const waiting = aWaitingProcess(sketch);
  const { id, options } = waiting.request;
  const outcome = options[0]?.outcome ?? '';
  const given = { requestId: id, outcome, data: null, comment: 'Fine.', by: 'grace' };
  const answered = answer(waiting, given, waiting.updatedAt);
  if (isRejection(answered)) throw new Error(`The answer was refused: ${answered.rejected}.`);
  return answered;
}

export function aClosedRequest(sketch: WaitingSketch = {}): ClosedRequest {
  const [request] = Object.values(anAnsweredProcess(sketch).requests);
  if (request === undefined) throw new Error('An answered process has no request.');
  return request;
}
