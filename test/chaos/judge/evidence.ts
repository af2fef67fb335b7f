import type { ChangeLine } from '../bed/change-log.js';
import { processOf, type StallLine, type StepLine } from '../bed/effects-log.js';
import type { BedSettings, Fault, TestBed } from '../bed/test-bed.js';
import { now } from '../bed/time.js';
import type { Accepted, Entry, ToldAnswer } from '../load/journal.js';
import type { Dump } from './dump.js';

/** Everything the verdict rests on; nothing of it is a server's word about itself. */
export interface Evidence {
  readonly settings: BedSettings;
  readonly entries: readonly Entry[];
  readonly accepted: readonly Accepted[];
  readonly answers: readonly ToldAnswer[];
  readonly faults: readonly Fault[];
  /** By process, in the order they were written. */
  readonly steps: ReadonlyMap<string, readonly StepLine[]>;
  readonly stalls: readonly StallLine[];
  readonly changes: ReadonlyMap<string, readonly ChangeLine[]>;
  readonly dump: Dump;
  /** Add to a monotonic time for the wall clock of this machine. */
  readonly epoch: number;
}

/** A promise that was broken, by its number in the table of promises. */
export interface Violation {
  readonly promise: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';
  readonly about: string;
  readonly fault: string;
}

export function gather(bed: TestBed, dump: Dump): Evidence {
  bed.effects.read();
  const { settings, journal, faults, effects, changes } = bed;
  return {
    ...{ settings, faults, dump },
    entries: journal.entries,
    accepted: journal.accepted,
    answers: journal.answers,
    steps: byProcess(effects.steps),
    stalls: effects.stalls,
    changes: changes.changes,
    epoch: Date.now() - now(),
  };
}

/** The id of an accepted entry; entries with several are found by `judgeStarts`. */
export function idOf({ ids }: Accepted): string {
  const [id = ''] = ids;
  return id;
}

function byProcess(lines: readonly StepLine[]): Map<string, StepLine[]> {
  const groups = new Map<string, StepLine[]>();
  for (const line of lines) {
    const id = processOf(line);
    const group = groups.get(id);
    if (group) group.push(line);
    else groups.set(id, [line]);
  }
  return groups;
}
