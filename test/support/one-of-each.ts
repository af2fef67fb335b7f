import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import {
  aCancelledProcess,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aProcessId,
  aRetryingProcess,
  aRunningProcess,
  CREATED,
  type ProcessSketch,
} from './a-process.js';
import { anAnsweredProcess, aWaitingProcess } from './a-waiting-process.js';

/** When what has a deadline is to be settled by. */
const DEADLINE = CREATED + 86_400_000;

/** Everything a question can have. */
const WHOLE_QUESTION = {
  kind: 'choice',
  title: 'Wen nehmen wir?',
  options: [
    { outcome: 'Alpha', title: 'Sign with Alpha', schema: null },
    { outcome: 'another', title: null, schema: { type: 'object', required: ['name'] } },
  ],
  schema: { type: 'object' },
  roles: ['write', 'admin'],
  notBy: 'starter',
  expiresInMs: 3_600_000,
  onExpiry: { outcome: 'Alpha', data: { by_default: true } },
} as const;

/** One process of every status, and of every shape a status has. */
export function oneOfEach(sketch: ProcessSketch = {}): readonly DecisionProcess[] {
  const timed = { deadline: DEADLINE, ...sketch };
  return [
    aPendingProcess({ ...sketch, id: aProcessId() }),
    aRetryingProcess({ ...sketch, id: aProcessId(), outputs: [{ frame: 1 }] }),
    aRunningProcess({ ...sketch, id: aProcessId() }),
    aRunningProcess({ ...timed, id: aProcessId(), outputs: [{ frame: 1 }, [0.25, null]] }),
    aCompletedProcess({ ...sketch, id: aProcessId() }),
    aFailedProcess({ ...timed, id: aProcessId(), outputs: ['framed'] }),
    aCancelledProcess({ ...sketch, id: aProcessId() }),
    aWaitingProcess({ ...sketch, id: aProcessId(), question: { evidence: null } }),
    aWaitingProcess({ ...timed, id: aProcessId(), outputs: ['framed'], question: WHOLE_QUESTION }),
    anAnsweredProcess({ ...timed, id: aProcessId(), question: WHOLE_QUESTION }),
  ];
}
