import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DecisionProcess, isSettled } from '../../src/decisions/domain/decision-process.js';
import { StoreUnavailable } from '../../src/decisions/domain/errors.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { begin, cancel, release, resume } from '../../src/decisions/domain/transitions.js';
import { accepted, aPendingProcess, aWorkerId, CREATED } from '../support/a-process.js';
import { History, isLinearizable, type SequentialObject } from '../support/linearizability.js';
import { type OpenSubject, openForEachTest } from './subject.js';

const SEED = 20_260_102;
const HISTORIES = 30;

/** A version of one process, told from every other version that was ever tried. */
interface Version {
  readonly revision: number;
  readonly settled: boolean;
  readonly mark: string;
}

type StoreCall =
  | { readonly kind: 'find' }
  | { readonly kind: 'swap'; readonly current: Version; readonly next: Version }
  | { readonly kind: 'remove'; readonly version: Version };

export type ProcessHistory = History<StoreCall, Version | boolean | null>;

type Step = 'find' | 'change' | 'change again' | 'remove';

/** What a store is to one process when only one call happens at a time. */
const aProcess = (
  initial: Version,
): SequentialObject<Version | null, StoreCall, Version | boolean | null> => ({
  initial,
  apply: (state, call) => {
    switch (call.kind) {
      case 'find':
        return { state, output: state };
      case 'swap':
        return state?.revision === call.current.revision
          ? { state: call.next, output: true }
          : { state, output: false };
      case 'remove':
        return state?.revision === call.version.revision && call.version.settled
          ? { state: null, output: true }
          : { state, output: false };
    }
  },
});

/** Records what concurrent clients of two handles see of one process, and looks for an order that explains all of it. */
export function testLinearizability(name: string, open: OpenSubject): void {
  describe(`concurrent histories (${name})`, () => {
    const subject = openForEachTest(open);
    const steps = fc.constantFrom<Step>('find', 'change', 'change', 'change', 'change again', 'remove');
    const clients = fc.array(fc.array(steps, { minLength: 4, maxLength: 8 }), { minLength: 3, maxLength: 5 });

    it('of one process are linearizable', async () => {
      const handles = [subject.processes, (await subject.reopen()).processes];
      let won = 0;
      const property = fc.asyncProperty(clients, async (programs) => {
        const process = aPendingProcess();
        await subject.processes.create(process);
        const history: ProcessHistory = new History((error) => error instanceof StoreUnavailable);
        await Promise.all(
          programs.map((program, nth) => {
            const store = handles[nth % 2] ?? subject.processes;
            return new Client(store, history, process).follow(program);
          }),
        );
        expect(isLinearizable(aProcess(versionOf(process)), history.calls)).toBe(true);
        won += history.calls.filter(({ answer }) => answer !== 'unknown' && answer.output === true).length;
      });
      await fc.assert(property, { seed: SEED, numRuns: HISTORIES });
      expect(won).toBeGreaterThan(HISTORIES);
    });
  });
}

/** One of those that work on the same process; it goes on from what it knows. */
class Client {
  private known: DecisionProcess;

  constructor(
    private readonly store: ProcessRepository,
    private readonly history: ProcessHistory,
    process: DecisionProcess,
  ) {
    this.known = process;
  }

  async follow(program: readonly Step[]): Promise<void> {
    for (const step of program) await this.take(step);
  }

  private async take(step: Step): Promise<void> {
    if (step !== 'change again') await this.find();
    if (step === 'remove') await this.remove();
    if (step === 'change' || step === 'change again') await this.change();
  }

  private async find(): Promise<void> {
    const find = () => this.store.find(this.known.id);
    const found = await this.history.record(
      { kind: 'find' },
      find,
      (process) => process && versionOf(process),
    );
    this.known = found ?? this.known;
  }

  private async change(): Promise<void> {
    const [current, next] = [this.known, changed(this.known)];
    const call = { kind: 'swap', current: versionOf(current), next: versionOf(next) } as const;
    await this.history.record(call, () => this.store.swap(current, next), Boolean);
  }

  private async remove(): Promise<void> {
    const process = this.known;
    const call = { kind: 'remove', version: versionOf(process) } as const;
    await this.history.record(call, () => this.store.remove(process), Boolean);
  }
}

/** Begins what is pending, releases or cancels what is running, resumes what is settled. */
function changed(process: DecisionProcess): DecisionProcess {
  const now = process.updatedAt + 1;
  if (isSettled(process)) return accepted(resume(process, now));
  if (process.status === 'pending') return accepted(begin(process, aWorkerId(), now));
  if (process.revision % 3 === 0) return accepted(cancel(process, now));
  if (process.status === 'waiting') return accepted(cancel(process, now));
  const { worker } = process;
  return accepted(release(process, { worker, reason: 'shutdown', maxAttempts: 99, runAt: CREATED }, now));
}

/** Each worker that begins a process has an id of its own, so no two begun versions are the same. */
function versionOf(process: DecisionProcess): Version {
  const { revision, status, updatedAt } = process;
  const worker = process.status === 'running' ? process.worker : 'none';
  return { revision, settled: isSettled(process), mark: `${status} ${worker} ${updatedAt}` };
}
