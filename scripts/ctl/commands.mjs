import { STATUSES } from '../lib/statuses.mjs';
import { corrupt, removeCorrupt } from './corrupt.mjs';
import { engines, workers } from './installation.mjs';
import { cleanup, stats } from './overview.mjs';
import { list } from './list.mjs';
import { answer, requests } from './requests.mjs';
import { cancel, remove, resume, show, start, watch } from './one-process.mjs';

/** For a command that can be about many. */
const BULK = {
  status: text('STATUS', 'all of this status'),
  label: text('NAME:VALUE', 'all with this label'),
  engine: text('NAME[@VERSION]', 'all of this engine'),
  yes: { type: 'boolean', about: 'do not ask; the question has their number' },
};

/**
 * Every command: its operand, its options beyond the common ones, and what it does. `run` resolves to the exit code,
 * or to nothing for 0.
 */
export const COMMANDS = {
  stats: { summary: 'how many processes there are, by status and by age', options: {}, run: stats },
  engines: {
    summary: 'engines, their steps and how many processes wait for each',
    options: {},
    run: engines,
  },
  workers: { summary: 'instances that share the store: lease, slots, version', options: {}, run: workers },
  list: {
    summary: 'processes, newest first',
    options: {
      status: text('STATUS', oneOf(Object.keys(STATUSES))),
      label: text('NAME:VALUE', 'only those with this label'),
      engine: text('NAME[@VERSION]', 'only those of this engine'),
      limit: text('N', 'how many at most, 1 to 200 (50); with --all at a time'),
      cursor: text('TEXT', 'go on where a list before ended'),
      all: { type: 'boolean', about: 'go on to the last one' },
    },
    run: list,
  },
  show: {
    operand: 'ID',
    summary: 'steps and outcome of one process',
    options: { step: text('NAME', 'the output of this finished step instead, as JSON') },
    run: show,
  },
  watch: { operand: 'ID', summary: 'follow a process until it has ended', options: {}, run: watch },
  start: {
    operand: 'FILE',
    summary: 'start the request in a file of JSON; - reads it from standard input',
    options: { 'idempotency-key': text('TEXT', 'the same one never starts a second process') },
    run: start,
  },
  cancel: {
    operand: 'ID',
    isOptional: true,
    summary: 'end a process that has not ended, or all of a filter',
    options: BULK,
    run: cancel,
  },
  resume: {
    operand: 'ID',
    isOptional: true,
    summary: 'go on with a failed or cancelled one, or all of a filter',
    options: BULK,
    run: resume,
  },
  requests: {
    operand: 'ID',
    isOptional: true,
    summary: 'what people are asked; of one process also what it has asked before',
    options: {
      limit: text('N', 'how many at most, 1 to 200 (50)'),
      cursor: text('TEXT', 'go on where a list before ended'),
    },
    run: requests,
  },
  answer: {
    operand: 'ID',
    summary: 'answer what a process asks',
    options: {
      outcome: text('TEXT', 'one of those that requests shows'),
      data: text('JSON', 'what the outcome needs'),
      comment: text('TEXT', 'kept with the answer'),
      request: text('NAME-N', 'this one, instead of the one that is open'),
      digest: text('SHA256', 'of the evidence that was looked at: to no other is this an answer'),
    },
    run: answer,
  },
  delete: { operand: 'ID', summary: 'remove a process that has ended', options: {}, run: remove },
  cleanup: {
    summary: 'remove all processes that ended long ago',
    options: { 'older-than-hours': text('N', 'how long ago; what the service is configured for if absent') },
    run: cleanup,
  },
  corrupt: {
    summary: 'records that cannot be read, the last found first',
    options: {
      limit: text('N', 'how many at most, 1 to 200 (50)'),
      cursor: text('TEXT', 'go on where a list before ended'),
    },
    run: corrupt,
  },
  'corrupt remove': {
    operand: 'ID',
    summary: 'remove a record that cannot be read, for good',
    options: {},
    run: removeCorrupt,
  },
};

function text(value, about) {
  return { type: 'string', value, about };
}

/** `a, b or c` */
function oneOf(words) {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
