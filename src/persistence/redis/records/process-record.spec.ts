import { describe, expect, it } from '@jest/globals';
import { summaryOf } from '../../../decisions/domain/decision-process.js';
import { NewerSchema } from '../../../decisions/domain/errors.js';
import { begin } from '../../../decisions/domain/transitions.js';
import {
  accepted,
  aFailedProcess,
  aPendingProcess,
  aProcessId,
  aProcessThatLost,
  aRunningProcess,
  aWorkerId,
  CREATED,
  oneOfEach,
  withCheckpoint,
} from '../../../../test/support/a-process.js';
import { readRecord, readSummary } from './process-record.js';
import { SUMMARY_FIELDS } from './record-decoding.js';
import { encode, recordChanges } from './record-encoding.js';
import { type RecordFields, UnreadableRecord } from './record-fields.js';
import { RECORD_SCHEMA, type RecordSchema } from './record-schema.js';

const stored = (fields: RecordFields, schema = '1'): RecordFields => new Map([...fields, ['schema', schema]]);

describe('a record', () => {
  it.each(oneOfEach({ labels: { team: 'ä' }, traceparent: '00-a-b-01', fingerprint: 'f' }))(
    'is read as the process it was written from: $status',
    (process) => {
      const fields = stored(encode(process));
      expect(readRecord(process.id, fields, RECORD_SCHEMA)).toEqual(process);
      const partial = new Map(
        [...fields].filter(([field]) => SUMMARY_FIELDS.some((known) => known === field)),
      );
      expect(readSummary(process.id, partial, RECORD_SCHEMA)).toEqual(summaryOf(process));
    },
  );

  it('says how many workers a process has lost, if it has lost any', () => {
    const suspect = aProcessThatLost(2);
    const fields = stored(encode(suspect));
    expect(fields.get('workers_lost')).toBe('2');
    expect(readRecord(suspect.id, fields, RECORD_SCHEMA)).toEqual(suspect);
    expect([...encode(aPendingProcess()).keys()]).not.toContain('workers_lost');
    const begun = accepted(begin(suspect, aWorkerId(), CREATED));
    expect(recordChanges(begun, withCheckpoint(begun, 1)).vanished).toEqual(['workers_lost']);
  });

  it('is text and JSON under names in snake case', () => {
    const error = { code: 'timeout', message: 'Too slow.', step: 'score' };
    const process = aFailedProcess({ outputs: [{ a: 1 }], labels: { team: 'x' }, error });
    expect(Object.fromEntries(encode(process))).toEqual({
      ...{ status: 'failed', revision: '4', query: process.query, engine: 'analytic', engine_version: '1' },
      ...{ completed_steps: '1', attempt: '1', created_at: `${CREATED}`, updated_at: `${CREATED}` },
      ...{ started_at: `${CREATED}`, completed_at: `${CREATED}` },
      problem: '{"alternatives":["Alpha","Beta"]}',
      labels: '{"team":"x"}',
      plan: '["frame","score","recommend"]',
      error: '{"code":"timeout","message":"Too slow.","step":"score"}',
      'step:frame': `{"started_at":${CREATED},"completed_at":${CREATED},"attempts":1,"output":{"a":1}}`,
    });
  });

  it('costs a checkpoint one step, whatever the size of problem and steps before', () => {
    const running = aRunningProcess({ problem: 'x'.repeat(100_000), outputs: ['y'.repeat(100_000)] });
    const { written, vanished } = recordChanges(running, withCheckpoint(running, 'scored'));
    expect([...written.keys()].sort()).toEqual(['completed_steps', 'revision', 'step:score']);
    expect(vanished).toEqual([]);
  });

  it('loses the fields that are no longer true', () => {
    const pending = aPendingProcess();
    const begun = accepted(begin(pending, aWorkerId(), CREATED + 1));
    expect(recordChanges(pending, begun).vanished).toEqual(['run_at']);
    const framed = withCheckpoint(begun, 1);
    expect(recordChanges(framed, begun).vanished).toEqual(['step:frame']);
  });

  it('of a newer schema is not read', () => {
    const process = aPendingProcess();
    const fields = stored(encode(process), '2');
    expect(() => readRecord(process.id, fields, RECORD_SCHEMA)).toThrow(new NewerSchema(process.id, 2));
    expect(() => readSummary(process.id, fields, RECORD_SCHEMA)).toThrow(NewerSchema);
  });

  it('of an older schema goes through every upcaster since, and lists ask for all of it', () => {
    const process = aPendingProcess({ query: 'a' });
    const append = (letter: string) => (fields: RecordFields) =>
      new Map([...fields, ['query', `${fields.get('query') ?? ''}${letter}`]]);
    const third: RecordSchema = {
      version: 3,
      upcasters: new Map([
        [1, append('b')],
        [2, append('c')],
      ]),
    };
    expect(readRecord(process.id, stored(encode(process)), third)).toEqual({ ...process, query: 'abc' });
    expect(readRecord(process.id, stored(encode(process), '2'), third)).toEqual({ ...process, query: 'ac' });
    expect(readSummary(process.id, stored(encode(process)), third)).toBeNull();
  });

  it('of a schema that nothing leads on from is unreadable', () => {
    const fields = stored(encode(aPendingProcess()));
    const second: RecordSchema = { version: 2, upcasters: new Map() };
    expect(() => readRecord(aProcessId(), fields, second)).toThrow(
      new UnreadableRecord('schema 1 is unknown'),
    );
  });

  it.each(['1.5', '', ' 1', '0x1', '1e3', '9007199254740993', 'Infinity'])(
    'has no number like %p',
    (number) => {
      const fields = new Map([...stored(encode(aPendingProcess())), ['created_at', number]]);
      expect(() => readRecord(aProcessId(), fields, RECORD_SCHEMA)).toThrow(UnreadableRecord);
    },
  );
});
