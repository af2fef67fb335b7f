import { likelyOption } from './likely-option.js';
import type { DecisionEngine, DecisionStep } from '../ports/decision-engine.js';
import { read } from './thrown.js';

const ENGINE_OPTIONS = {
  name: true,
  version: true,
  schemas: true,
  steps: true,
  parse: true,
} satisfies Options<DecisionEngine>;
const STEP_OPTIONS = {
  name: true,
  appliesTo: true,
  timeoutMs: true,
  attempts: true,
  run: true,
} satisfies Options<DecisionStep>;

type Options<T> = Readonly<Record<keyof T, true>>;

/** Names that a start can ask for, and that a URL, a metric and a key of the store can carry. */
const MAX_NAME_LENGTH = 64;
const NAME = /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u;
const NAME_RULE = `must be text of 1 to ${MAX_NAME_LENGTH} visible characters`;
const MAX_STEPS = 1_000;

/**
 * Everything that is wrong with an engine from outside, one sentence each, without the full stop: which engine, which
 * step and which rule. An engine without faults is a {@link DecisionEngine}. Never throws.
 *
 * @param nth its place in the list it comes from, counted from 0: what it is called if it has no name
 */
export function engineFaults(candidate: unknown, nth: number): readonly string[] {
  if (typeof candidate !== 'object' || candidate === null) return [`engine number ${nth + 1} is no object`];
  const place = placeOf('engine', candidate, nth);
  const own = [
    nameFault(read(candidate, 'name')),
    countFault('version', read(candidate, 'version'), 'a whole number'),
    functionFault('parse', read(candidate, 'parse')),
    ...misspelt(candidate, ENGINE_OPTIONS),
  ];
  return [...named(place, own), ...stepFaults(place, read(candidate, 'steps'))];
}

function stepFaults(engine: string, steps: unknown): readonly string[] {
  const list = listIn(steps);
  if (list === null || list.length === 0) return [`${engine}: steps must be a list of at least one step`];
  if (list.length > MAX_STEPS) return [`${engine}: steps must be at most ${MAX_STEPS}, not ${list.length}`];
  const names = list.map((step) => read(step, 'name'));
  return list.flatMap((step, nth) => {
    const place = `${engine}, ${placeOf('step', step, nth)}`;
    if (typeof step !== 'object' || step === null) return [`${place} is no object`];
    const isTaken = names.indexOf(names[nth]) < nth && typeof names[nth] === 'string';
    return named(place, [...faultsOfStep(step), isTaken ? 'name is that of an earlier step' : null]);
  });
}

function faultsOfStep(step: object): readonly (string | null)[] {
  const timeoutMs = read(step, 'timeoutMs');
  const attempts = read(step, 'attempts');
  const appliesTo = read(step, 'appliesTo');
  return [
    nameFault(read(step, 'name')),
    functionFault('run', read(step, 'run')),
    appliesTo === undefined ? null : functionFault('appliesTo', appliesTo),
    timeoutMs === undefined ? null : countFault('timeoutMs', timeoutMs, 'a whole number of milliseconds'),
    attempts === undefined ? null : countFault('attempts', attempts, 'a whole number'),
    ...misspelt(step, STEP_OPTIONS),
  ];
}

function nameFault(name: unknown): string | null {
  const isName = typeof name === 'string' && name.length <= MAX_NAME_LENGTH && NAME.test(name);
  if (isName) return name === '__proto__' ? 'name must not be __proto__' : null;
  return `name ${NAME_RULE}, ${typeof name === 'string' ? `not ${name.length}` : `not ${said(name)}`}`;
}

function countFault(option: string, value: unknown, kind: string): string | null {
  return Number.isSafeInteger(value) && Number(value) >= 1
    ? null
    : `${option} must be ${kind} from 1 up, not ${said(value)}`;
}

function functionFault(option: string, value: unknown): string | null {
  return typeof value === 'function' ? null : `${option} must be a function, not ${said(value)}`;
}

function misspelt(candidate: object, options: Readonly<Record<string, true>>): readonly string[] {
  return namesIn(candidate).flatMap((name) => {
    const likely = Object.hasOwn(options, name) ? null : likelyOption(name, Object.keys(options));
    return likely === null ? [] : [`there is no option ${name}; ${likely} is meant, most likely`];
  });
}

function named(place: string, faults: readonly (string | null)[]): readonly string[] {
  return faults.flatMap((fault) => (fault === null ? [] : [`${place}: ${fault}`]));
}

function placeOf(kind: string, candidate: unknown, nth: number): string {
  const name = read(candidate, 'name');
  const isShown = typeof name === 'string' && name !== '';
  return isShown ? `${kind} ${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))}` : `${kind} number ${nth + 1}`;
}

function said(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, MAX_NAME_LENGTH)) : `a ${typeof value}`;
}

function listIn(value: unknown): readonly unknown[] | null {
  try {
    return Array.isArray(value) ? Array.from(value) : null;
  } catch {
    return null;
  }
}

function namesIn(value: object): readonly string[] {
  try {
    return Object.keys(value);
  } catch {
    return [];
  }
}
