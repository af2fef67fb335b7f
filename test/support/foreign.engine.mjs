// An engine that does what engines should not, as the problem says. It brings its own copy of the contract's errors.
const own = await import(`../../dist/decisions/domain/ports/decision-engine.js?copy=${Date.now()}`);

class Supplier {
  name = 'Alpha';
}

const THROWN = {
  'object-message': () => Object.assign(new Error(), { message: { detail: 'no such supplier' } }),
  string: () => 'no such supplier',
  'plain-object': () => ({ message: 'no such supplier' }),
  'number-code': () => new own.PermanentStepError(404, 'no such supplier'),
  'no-arguments': () => new own.PermanentStepError(),
  permanent: () => new own.PermanentStepError('no_supplier', 'no such supplier'),
  driver: () => new Error('connect ECONNREFUSED postgres://admin:hunter2@10.0.0.5:5432'),
  null: () => null,
};

const OUTPUTS = {
  promise: () => ({ score: Promise.resolve(42) }),
  rejected: () => ({ score: Promise.reject(new Error('late')), more: [Promise.reject(new Error('later'))] }),
  map: () => ({ scores: new Map([['a', 1]]) }),
  instance: () => ({ list: [new Supplier()] }),
  date: () => ({ at: new Date(Number.NaN) }),
  forgotten: () => undefined,
  nul: () => 'a\0b',
  forgotten_rejection: () => {
    void Promise.reject(new Error('nobody waits for it'));
    return null;
  },
  thrown_in_a_callback: () => {
    setTimeout(() => {
      throw new Error('connect ECONNREFUSED postgres://admin:hunter2@10.0.0.5:5432');
    });
    return new Promise(() => undefined);
  },
};

const misbehave = {
  name: 'misbehave',
  attempts: 1,
  run({ problem }) {
    if (problem.throws) throw THROWN[problem.throws]();
    return OUTPUTS[problem.answers]();
  },
};

const engine = (name, parse, steps = [misbehave]) => ({ name, version: 1, parse, steps });
const asItIs = (problem) => problem;

const sorting = [
  { name: 'list', run: ({ problem }) => problem.list },
  { name: 'first', run: ({ outputs }) => outputs.list.sort()[0] },
  {
    name: 'wait',
    async run({ problem, signal }) {
      if (problem.gate) await fetch(problem.gate, { signal });
      return null;
    },
  },
  { name: 'last', run: ({ outputs }) => outputs.list.at(-1) },
];

export const engines = [
  engine('foreign', asItIs),
  engine('later', async (problem) => problem),
  engine('refuses-later', async () => {
    throw new own.InvalidProblem([{ path: '', message: 'is not liked' }]);
  }),
  engine('nothing', () => undefined),
  engine('invalid', () => {
    throw new own.InvalidProblem([{ path: 'bids', message: 'must be a list' }]);
  }),
  engine('fills-in', (problem) => Object.assign(problem, { seed: problem.seed ?? Math.random() }), [
    { name: 'answer', run: ({ problem }) => problem.seed },
  ]),
  engine('sorting', asItIs, sorting),
];
