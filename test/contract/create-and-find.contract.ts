import { describe, expect, it } from '@jest/globals';
import type { DecisionProcess, StepTiming } from '../../src/decisions/domain/decision-process.js';
import { summaryOf } from '../../src/decisions/domain/process-summary.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';
import {
  aCompletedProcess,
  aPendingProcess,
  aProcessId,
  aRunningProcess,
  aWorkerId,
  accepted,
} from '../support/a-process.js';
import { oneOfEach } from '../support/one-of-each.js';
import { begin } from '../../src/decisions/domain/transitions.js';
import { PAYLOADS } from './payloads.js';
import type { CurrentSubject } from './subject.js';
import { dueIds } from '../support/due.js';

export function testReadingAndCreating(subject: CurrentSubject): void {
  describe('create', () => {
    it('answers what it stored', async () => {
      const process = aPendingProcess();
      expect(await subject.processes.create(process)).toBe(process);
      expect(await subject.processes.find(process.id)).toEqual(process);
    });

    it('answers the process that is there already, and leaves it alone', async () => {
      const first = aRunningProcess({ outputs: ['framed'] });
      const second = aPendingProcess({ id: first.id, query: 'Another question altogether?' });
      await subject.processes.create(first);
      expect(await subject.processes.create(second)).toEqual(first);
      expect(await subject.processes.create(first)).not.toBe(first);
      expect(await subject.processes.find(first.id)).toEqual(first);
      expect((await subject.processes.statistics([])).counts).toMatchObject({ pending: 0, running: 1 });
      expect(await dueIds(subject.processes, second.runAt, 10)).toEqual([]);
    });

    it('answers all of many creators of one id through two handles the same process', async () => {
      const handles = [subject.processes, (await subject.reopen()).processes] as const;
      const id = aProcessId();
      const created = await Promise.all(
        Array.from({ length: 16 }, (_, nth) =>
          handles[nth % 2 === 0 ? 0 : 1].create(aPendingProcess({ id, fingerprint: `creator ${nth}` })),
        ),
      );
      const stored = await subject.processes.find(id);
      expect(created).toEqual(created.map(() => stored));
      expect((await subject.processes.statistics([])).counts.pending).toBe(1);
    });
  });

  describe('find', () => {
    it('answers null for an unknown id', async () => {
      await subject.processes.create(aPendingProcess());
      expect(await subject.processes.find(aProcessId())).toBeNull();
    });

    it('answers what was stored, for each status and shape', async () => {
      const all = oneOfEach({
        labels: { team: 'procurement', region: 'Österreich' },
        fingerprint: 'Zm9vYmFy',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        query: 'Wen nehmen wir – "Alpha" oder Бета?',
      });
      const other = (await subject.reopen()).processes;
      for (const process of all) {
        await subject.processes.create(process);
        expect(await subject.processes.find(process.id)).toEqual(process);
        expect(await other.find(process.id)).toEqual(process);
      }
    });

    it.each(PAYLOADS)('answers byte for byte: %s', async (_, payload) => {
      const process = aCompletedProcess({ problem: payload, outputs: [payload, payload], result: payload });
      await subject.processes.create(process);
      const found = await (await subject.reopen()).processes.find(process.id);
      expect(payloadsOf(found).map((value) => JSON.stringify(value))).toEqual(
        Array.from({ length: 4 }, () => JSON.stringify(payload)),
      );
    });

    it('answers steps and labels of any name', async () => {
      const names = ['constructor', '__proto__', 'step:1', 'größe *?{}[]', ' ', 'length'];
      const labels = Object.fromEntries(names.map((name) => [name, `label ${name}`]));
      const process = aCompletedProcess({ plan: names, labels });
      await subject.processes.create(process);
      const found = await (await subject.reopen()).processes.find(process.id);
      expect(found).toEqual(process);
      expect(Object.entries(found?.labels ?? {})).toEqual(expect.arrayContaining(Object.entries(labels)));
    });

    it('gives the caller a copy of its own', async () => {
      const labels: Record<string, string> = { team: 'procurement' };
      const process = aRunningProcess({ labels, outputs: [{ weights: [1, 2] }] });
      const untouched = structuredClone(process);
      await subject.processes.create(process);
      labels.team = 'tampered';
      tamper(await subject.processes.find(process.id));
      expect(await subject.processes.find(process.id)).toEqual(untouched);
    });
  });

  describe('summary', () => {
    it('is null for an unknown id', async () => {
      expect(await subject.processes.summary(aProcessId())).toBeNull();
    });

    it('is that of the last write', async () => {
      const process = aPendingProcess();
      await subject.processes.create(process);
      expect(await subject.processes.summary(process.id)).toEqual(summaryOf(process));
      const begun = accepted(begin(process, aWorkerId(), process.runAt));
      await subject.processes.swap(process, begun);
      expect(await subject.processes.summary(process.id)).toEqual(summaryOf(begun));
    });
  });

  describe('report', () => {
    it('is null for an unknown id', async () => {
      expect(await subject.processes.report(aProcessId())).toBeNull();
    });

    it.each(oneOfEach())(
      'is what is known but for problem and outputs, and the result as JSON: $status',
      async (process) => {
        await subject.processes.create(process);
        const report = await subject.processes.report(process.id);
        if (report === null) throw new Error('The process was not found.');
        const { head, result } = report;
        expect(summaryOf(head)).toEqual(summaryOf(process));
        expect(head.finished.map(timingOf)).toEqual(process.finished.map(timingOf));
        expect(result && JSON.parse(result)).toEqual(process.status === 'completed' ? process.result : null);
      },
    );
  });

  describe('asked', () => {
    it('is null for an unknown id', async () => {
      expect(await subject.processes.asked(aProcessId())).toBeNull();
    });

    it.each(oneOfEach())(
      'is what is known but for problem, outputs and result, and all that was asked: $status',
      async (process) => {
        await subject.processes.create(process);
        const asked = await subject.processes.asked(process.id);
        if (asked === null) throw new Error('The process was not found.');
        expect(summaryOf(asked)).toEqual(summaryOf(process));
        expect([asked.requests, asked.history]).toEqual([process.requests, process.history]);
      },
    );
  });
}

function timingOf({ name, startedAt, completedAt, attempts }: StepTiming): StepTiming {
  return { name, startedAt, completedAt, attempts };
}

function payloadsOf(process: DecisionProcess | null): JsonValue[] {
  if (process?.status !== 'completed') throw new Error('The completed process was not found.');
  return [process.problem, ...process.finished.slice(0, -1).map(({ output }) => output), process.result];
}

/** Writes wherever it can; a frozen object is as good as a copy. */
function tamper(process: DecisionProcess | null): void {
  if (process === null) throw new Error('The process was not found.');
  for (const part of [
    process,
    process.labels,
    process.problem,
    process.finished,
    process.finished[0]?.output,
  ]) {
    if (typeof part === 'object' && part !== null)
      Reflect.set(part, Object.keys(part)[0] ?? 'added', 'tampered');
  }
}
