// An engine whose processes do what a check of the contract needs: `{do: 'decide' | 'hold' | 'fail' | 'ask' | 'bulk' | 'break', bytes}`.
const ENGINE_ERROR = Symbol.for('decision-backend.engine-error');

/** A failure that is told to callers, after which trying again does not help. */
function refusal() {
  const error = new Error('It was to fail.');
  return Object.assign(error, { [ENGINE_ERROR]: 'permanent', code: 'told_to_fail' });
}

function parse(problem) {
  if (problem.do === 'break') throw new TypeError('broken');
  return problem;
}

/** Ends when the process is cancelled, or its server leaves. */
function held(signal) {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('No longer wanted.')), { once: true });
  });
}

const ASKED = Symbol.for('decision-backend.asked');

async function work({ problem, answers, signal }) {
  if (problem.do === 'ask' && !answers.question) {
    const question = { name: 'question', kind: 'approval', title: 'Shall it go on?', ...problem.question };
    return { [ASKED]: question };
  }
  if (problem.do === 'fail') throw refusal();
  if (problem.do === 'hold') await held(signal);
  return problem.do === 'bulk' ? 'x'.repeat(problem.bytes) : 'decided';
}

export const engines = [
  {
    name: 'conformance',
    version: 1,
    parse,
    steps: [
      { name: 'arrive', run: () => ({ arrived: true }) },
      { name: 'work', timeoutMs: 600_000, run: work },
    ],
  },
];
