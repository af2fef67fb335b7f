import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecisionProcess, StepTiming } from '../../../decisions/domain/decision-process.js';
import { NewerSchema } from '../../../decisions/domain/errors.js';
import type { JsonValue } from '../../../decisions/domain/json.js';
import { begin } from '../../../decisions/domain/transitions.js';
import {
  accepted,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aProcessThatLost,
  aRunningProcess,
  aWorkerId,
  CREATED,
  withCheckpoint,
} from '../../../../test/support/a-process.js';
import { oneOfEach } from '../../../../test/support/one-of-each.js';
import { membersOf, withMember } from '../../../../test/support/stored-record.js';
import { decode, decodeHead, decodeReport, HEAD_FIELDS } from './record-decoding.js';
import { encode, recordChanges } from './record-encoding.js';
import { type RecordFields, UnreadableRecord } from './record-fields.js';
import { RECORD_SCHEMA, type RecordSchema, upcast } from './record-schema.js';

describe('a record', () => {
  it.each(oneOfEach({ labels: { team: 'ä' }, traceparent: '00-a-b-01', fingerprint: 'f' }))(
    'is read as the process it was written from, as a whole and without what may be large: $status',
    (process) => {
      const fields = stored(process);
      expect(decode(process.id, fields)).toEqual(process);
      const head: Record<string, unknown> = { ...process, finished: process.finished.map(withoutOutput) };
      delete head.problem;
      delete head.result;
      delete head.kept;
      delete head.requests;
      expect(decodeHead(process.id, only(HEAD_FIELDS, fields))).toEqual(head);
    },
  );

  it('keeps any output, label and problem', () => {
    const json = fc.jsonValue().map((value) => value as JsonValue);
    const texts = fc.dictionary(fc.string({ minLength: 1 }), fc.string());
    const sketch = fc.record({ problem: json, labels: texts, outputs: fc.tuple(json, json), result: json });
    fc.assert(
      fc.property(sketch, (each) => {
        const process = aCompletedProcess(each);
        expect(decode(process.id, stored(process))).toEqual(JSON.parse(JSON.stringify(process)));
      }),
    );
  });

  it('says how many workers a process has lost, if it has lost any', () => {
    const suspect = aProcessThatLost(2);
    expect(saidOf(suspect)).toMatchObject({ workers_lost: '2' });
    expect(decode(suspect.id, stored(suspect))).toEqual(suspect);
    expect(saidOf(aPendingProcess())).not.toHaveProperty('workers_lost');
    const begun = accepted(begin(suspect, aWorkerId(), CREATED));
    expect(saidOf(withCheckpoint(begun, 1))).not.toHaveProperty('workers_lost');
  });

  it('is a few fields of text and JSON under names in snake case', () => {
    const error = { code: 'timeout', message: 'Too slow.', step: 'score' };
    const process = aFailedProcess({ outputs: [{ a: 1 }], labels: { team: 'x' }, error });
    expect(Object.fromEntries(stored(process, 'op1'))).toEqual({
      schema: '2',
      state: `4 ${CREATED} op1 ${JSON.stringify({
        ...{ status: 'failed', step_started_at: CREATED, started_at: CREATED },
        ...{ steps: [[CREATED, CREATED, 1]], completed_at: CREATED, error },
      })}`,
      facts: JSON.stringify({
        ...{ query: process.query, engine: 'analytic' },
        ...{ labels: { team: 'x' }, plan: ['frame', 'score', 'recommend'] },
      }),
      problem: '{"alternatives":["Alpha","Beta"]}',
      'step:frame': '{"a":1}',
    });
  });

  it('costs a checkpoint one step and the state, whatever the size of problem and steps before', () => {
    const running = aRunningProcess({ problem: 'x'.repeat(100_000), outputs: ['y'.repeat(100_000)] });
    const { written, vanished } = recordChanges(running, withCheckpoint(running, 'scored'), 'op');
    expect([...paired(written).keys()]).toEqual(['step:score']);
    expect(vanished).toEqual([]);
  });

  it('loses the fields that are no longer true', () => {
    const begun = accepted(begin(aPendingProcess(), aWorkerId(), CREATED + 1));
    expect(recordChanges(withCheckpoint(begun, 1), begun, 'op').vanished).toEqual(['step:frame']);
    expect(saidOf(begun)).not.toHaveProperty('run_at');
  });

  it('has a result that is handed on as it is stored, if it is what was written', () => {
    const process = aCompletedProcess({ result: { recommended: 'Größe' } });
    const fields = stored(process);
    expect(decodeReport(process.id, fields).result).toBe('{"recommended":"Größe"}');
    for (const text of ['{"recommended":"Größe"', '{"recommended" "Größe"}', '']) {
      expect(() => decodeReport(process.id, new Map([...fields, ['result', text]]))).toThrow(
        'result is not JSON',
      );
    }
    expect(
      decodeReport(process.id, new Map([...fields, ['result', '{"mended":"by hand"}']])).result,
    ).toContain('by hand');
  });

  it('of a newer schema is not read', () => {
    const process = aPendingProcess();
    const fields = new Map([...stored(process), ['schema', '3']]);
    expect(() => upcast(process.id, fields, RECORD_SCHEMA)).toThrow(new NewerSchema(process.id, 3));
  });

  it('of an older schema goes through every upcaster since', () => {
    const process = aPendingProcess({ query: 'a' });
    const append = (letter: string) => (fields: RecordFields) => {
      const { query = '', ...record } = Object.fromEntries(fields);
      return new Map(Object.entries({ ...record, query: `${query}${letter}` }));
    };
    const fourth: RecordSchema = {
      version: 4,
      upcasters: new Map([
        [2, append('b')],
        [3, append('c')],
      ]),
    };
    expect(upcast(process.id, stored(process), fourth).get('query')).toBe('bc');
    const third = new Map([...stored(process), ['schema', '3']]);
    expect(upcast(process.id, third, fourth).get('query')).toBe('c');
  });

  it('of a schema that nothing leads on from is unreadable', () => {
    const process = aPendingProcess();
    const third: RecordSchema = { version: 3, upcasters: new Map() };
    expect(() => upcast(process.id, stored(process), third)).toThrow(
      new UnreadableRecord('schema 2 is unknown'),
    );
  });

  it.each(['1.5', '', ' 1', '0x1', '1e3', '9007199254740993', 'Infinity'])(
    'has no number like %p',
    (number) => {
      const process = aPendingProcess();
      const fields = stored(process);
      const state = (fields.get('state') ?? '').replace(/^\d+/, number);
      expect(() => decode(process.id, new Map([...fields, ['state', state]]))).toThrow(UnreadableRecord);
      const said = withMember(Object.fromEntries(fields), 'run_at', number);
      const damaged = new Map([...fields, ...Object.entries(said)]);
      expect(() => decode(process.id, damaged)).toThrow(new UnreadableRecord('run_at is no whole number'));
    },
  );
});

function stored(process: DecisionProcess, operation = 'op'): RecordFields {
  const { state, facts, others } = encode(process, operation);
  return new Map([['schema', '2'], ['state', state], ['facts', facts], ...paired(others)]);
}

function saidOf(process: DecisionProcess) {
  return membersOf(Object.fromEntries(stored(process)));
}

function paired(written: readonly string[]): ReadonlyMap<string, string> {
  const pairs = written.filter((_, nth) => nth % 2 === 0);
  return new Map(pairs.map((field, nth) => [field, written[2 * nth + 1] ?? '']));
}

function only(names: readonly string[], fields: RecordFields): RecordFields {
  return new Map([...fields].filter(([field]) => names.includes(field)));
}

function withoutOutput({ name, startedAt, completedAt, attempts }: StepTiming): StepTiming {
  return { name, startedAt, completedAt, attempts };
}
