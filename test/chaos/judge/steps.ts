import type { StallLine, StepLine } from '../bed/effects-log.js';
import type { Accepted } from '../load/journal.js';
import { type Evidence, idOf, type Violation } from './evidence.js';
import { isAwakening, isOvertaken } from './zombies.js';

const PLAN = ['s1', 's2', 's3', 's4', 's5'];
interface Judged {
  readonly lines: readonly StepLine[];
  /** The runs whose outputs are stored, in the order of the steps. */
  readonly stored: readonly string[];
  readonly stalls: readonly StallLine[];
}

/** I4: every step ran, in order, and what one was given is what is stored. I3: nothing of a worker that had lost the process is. */
export function judgeSteps(evidence: Evidence): Violation[] {
  return evidence.accepted.flatMap((entry) => {
    const id = idOf(entry);
    const judged = {
      lines: evidence.steps.get(id) ?? [],
      stored: storedRuns(evidence.dump.processes.get(id) ?? {}),
      stalls: evidence.stalls,
    };
    const about = `${entry.key} (${id})`;
    return [
      ...[
        ...missing(entry, judged),
        ...outOfOrder(judged),
        ...unstableKeys(id, judged),
        ...repeated(judged),
      ].map((fault): Violation => ({ promise: 'I4', about, fault })),
      ...stale(judged).map((fault): Violation => ({ promise: 'I3', about, fault })),
    ];
  });
}

function storedRuns(record: Readonly<Record<string, string>>): string[] {
  const outputs = PLAN.map((step) => record[`step:${step}`]).filter((text) => text !== undefined);
  const runs = outputs.map((text) => (JSON.parse(text) as { run: string } | null)?.run);
  const result = record.result === undefined ? undefined : (JSON.parse(record.result) as { run: string }).run;
  return [...runs.filter((run) => run !== undefined), ...(result === undefined ? [] : [result])];
}

/** A process that completed has one stored output per step, each of a run that was seen to do its work. */
function missing(entry: Accepted, { lines, stored }: Judged): string[] {
  if (entry.outcomes.at(-1)?.status !== 'completed') return [];
  const done = new Map(lines.filter(({ type }) => type === 'effect').map((line) => [line.run, line.step]));
  return PLAN.filter((step, position) => done.get(stored[position] ?? '') !== step).map(
    (step) => `the stored output of ${step} is of no run that did its work`,
  );
}

/** A step that began before the step before it was stored was given something else than what is stored in the end. */
function outOfOrder({ lines, stored }: Judged): string[] {
  return lines
    .filter(({ type, step, given }) => {
      const position = PLAN.indexOf(step);
      return type === 'begin' && (given.length !== position || given.some((run, nth) => run !== stored[nth]));
    })
    .map(({ step }) => `${step} began on outputs that are not the stored ones`);
}

function unstableKeys(id: string, { lines }: Judged): string[] {
  return lines
    .filter(({ key, step }) => key !== `${id}:${step}`)
    .map(({ step }) => `${step} was given another key`);
}

/** Once a later step has begun the output is stored: nobody begins this one again, but a zombie that just woke. */
function repeated({ lines, stalls }: Judged): string[] {
  const begins = lines.filter(({ type }) => type === 'begin');
  return begins
    .filter((line) => {
      const later = begins.filter((other) => other.given.length > line.given.length);
      const isStored = later.some((other) => other.began < line.began);
      return isStored && !isAwakening(line, stalls);
    })
    .map(({ step }) => `${step} was begun again after its output had been stored`);
}

/** The stored output of a run during which another worker had the process: it was written by one that had lost it. */
function stale({ lines, stored, stalls }: Judged): string[] {
  return lines
    .filter((line) => line.type === 'effect' && stored.includes(line.run) && isOvertaken(line, lines, stalls))
    .map(({ step }) => `the stored output of ${step} is of a worker that had lost the process`);
}
