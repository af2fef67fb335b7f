// Engines whose every step leaves a trace in one append-only file, so that an outside observer knows what really ran.
//
// `begin` is written when a step is called, `effect` when its work is done and before its output is returned. The
// output names this run of the step and the runs whose outputs it was given: what is stored in the end tells which runs
// count, and every run tells what was stored when it began.
import { randomUUID } from 'node:crypto';
import { existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import { nextQuestion } from './questions.mjs';

const STEPS = ['s1', 's2', 's3', 's4', 's5'];
const FAILING_STEP = 's3';
const DEADLY_STEP = 's2';
/** The event loop did not turn for so long: the process was stopped, or had no processor. */
const STALL_MS = 400;

const directory = process.env.CHAOS_DIRECTORY ?? '.';
const log = openSync(`${directory}/effects.log`, 'a');

/** `chaos` tries a step again, `fragile` fails for good with the first failure and has to be resumed. */
export const engines = [engine('chaos', 'retryable'), engine('fragile', 'permanent')];

reportStalls();

/** @param kind what its failures are marked as: whether trying again can help */
function engine(name, kind) {
  const steps = STEPS.map((step, position) => ({
    name: step,
    run: (context) => run(step, position, kind, context),
  }));
  return { name, version: 1, steps, parse };
}

/** `{variant, step_ms, asks}`: one of `normal`, `poison`, `failing`, how long each step takes, and what people are asked. */
function parse(problem) {
  const { variant, step_ms: stepMs, asks = [] } = problem ?? {};
  return { variant, step_ms: stepMs, asks };
}

async function run(step, position, kind, { problem, outputs, answers, signal, key }) {
  const trace = { step, key, pid: process.pid, run: randomUUID(), given: givenRuns(outputs), began: now() };
  write({ type: 'begin', ...trace, at: trace.began });
  if (problem.variant === 'poison' && step === DEADLY_STEP) process.kill(process.pid, 'SIGKILL');
  await delay(problem.step_ms[position], undefined, { signal });
  const question = nextQuestion(step, problem.asks, answers);
  if (question) return question;
  if (problem.variant === 'failing' && step === FAILING_STEP) failFirstTime(key, kind);
  write({ type: 'effect', ...trace, at: now() });
  return { run: trace.run, given: trace.given, answers };
}

/** The runs whose outputs were stored when this one began, in the order of the steps. */
function givenRuns(outputs) {
  return STEPS.filter((step) => step in outputs).map((step) => outputs[step].run);
}

function failFirstTime(key, kind) {
  const marker = `${directory}/failed-${key.replace(':', '-')}`;
  if (existsSync(marker)) return;
  writeFileSync(marker, '');
  const mark = { [Symbol.for('decision-backend.engine-error')]: kind, code: 'step_failed' };
  throw Object.assign(new Error('The first attempt fails.'), mark);
}

function reportStalls() {
  let last = now();
  setInterval(() => {
    const at = now();
    if (at - last > STALL_MS) write({ type: 'stall', pid: process.pid, from: last, at });
    last = at;
  }, 50).unref();
}

/** One write of one line to a file opened for appending: lines of several processes do not mix. */
function write(line) {
  writeSync(log, `${JSON.stringify(line)}\n`);
}

/** Milliseconds on the clock that all processes of a machine share and nobody can set. */
function now() {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
