import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { untouchable } from '../../../../test/support/thrown-things.js';
import { engineFaults } from './engine-faults.js';

const run = () => null;
const parse = () => null;
const engine = (overrides: object) => ({
  name: 'bids',
  version: 1,
  parse,
  steps: [{ name: 'convert', run }],
  ...overrides,
});
const withStep = (overrides: object) => engine({ steps: [{ name: 'convert', run, ...overrides }] });

describe('the faults of an engine', () => {
  it('are none for one that follows the contract, whatever else it has', () => {
    expect(engineFaults(engine({ description: 'of bids', helper: run }), 0)).toEqual([]);
    expect(engineFaults(withStep({ timeoutMs: 30 * 86_400_000, attempts: 3, title: 'Convert' }), 0)).toEqual(
      [],
    );
    expect(engineFaults(withStep({ name: 'Preise prüfen' }), 0)).toEqual([]);
  });

  it.each([NaN, Infinity, 0, -1, 1.5, '5000', null, 2 ** 53])('are a limit in time of %p', (timeoutMs) => {
    expect(engineFaults(withStep({ timeoutMs }), 0)).toEqual([
      `engine "bids", step "convert": timeoutMs must be a whole number of milliseconds from 1 up, not ${typeof timeoutMs === 'string' ? `"${timeoutMs}"` : String(timeoutMs)}`,
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'engine number 3 is no object'],
    [
      { ...engine({}), name: 'x'.repeat(100) },
      `engine "${'x'.repeat(64)}": name must be text of 1 to 64 visible characters, not 100`,
    ],
    [engine({ name: '' }), 'engine number 3: name must be text of 1 to 64 visible characters, not 0'],
    [engine({ name: 'a\nb' }), 'engine "a\\nb": name must be text of 1 to 64 visible characters, not 3'],
    [
      engine({ version: 2 ** 53 }),
      'engine "bids": version must be a whole number from 1 up, not 9007199254740992',
    ],
    [engine({ version: undefined }), 'engine "bids": version must be a whole number from 1 up, not missing'],
    [engine({ parse: undefined }), 'engine "bids": parse must be a function, not missing'],
    [engine({ steps: [] }), 'engine "bids": steps must be a list of at least one step'],
    [engine({ steps: undefined }), 'engine "bids": steps must be a list of at least one step'],
    [engine({ steps: [7] }), 'engine "bids", step number 1 is no object'],
    [
      engine({
        steps: [
          { name: 'a', run },
          { name: 'a', run },
        ],
      }),
      'engine "bids", step "a": name is that of an earlier step',
    ],
    [withStep({ run: undefined }), 'engine "bids", step "convert": run must be a function, not missing'],
    [
      withStep({ attempts: 0 }),
      'engine "bids", step "convert": attempts must be a whole number from 1 up, not 0',
    ],
    [withStep({ name: '__proto__' }), 'engine "bids", step "__proto__": name must not be __proto__'],
    [
      withStep({ timeout: 5 }),
      'engine "bids", step "convert": there is no option timeout; timeoutMs is meant, most likely',
    ],
    [
      withStep({ timeout_ms: 5 }),
      'engine "bids", step "convert": there is no option timeout_ms; timeoutMs is meant, most likely',
    ],
    [
      withStep({ attempt: 5 }),
      'engine "bids", step "convert": there is no option attempt; attempts is meant, most likely',
    ],
    [
      withStep({ maxRetries: 5 }),
      'engine "bids", step "convert": there is no option maxRetries; attempts is meant, most likely',
    ],
    [engine({ versoin: 2 }), 'engine "bids": there is no option versoin; version is meant, most likely'],
  ])('name engine, step and rule: %#', (candidate, fault) => {
    expect(engineFaults(candidate, 2)).toEqual([fault]);
  });

  it('are all of them, one line each', () => {
    const faults = engineFaults({ name: 'bids', step: [] }, 0);
    expect(faults).toEqual([
      expect.stringContaining('version'),
      expect.stringContaining('parse'),
      expect.stringContaining('there is no option step; steps'),
      expect.stringContaining('steps must be'),
    ]);
  });

  it('are found whatever is given for an engine', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, steps) => {
        for (const candidate of [value, engine({ steps }), engine({ steps: [value] }), untouchable()]) {
          for (const fault of engineFaults(candidate, 0)) expect(fault).toMatch(/^engine .*[^.\n]$/s);
        }
      }),
    );
    expect(engineFaults(untouchable(), 0).length).toBeGreaterThan(0);
  });

  it('are named of one whose steps cannot be looked at', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(engineFaults(engine({ steps: proxy }), 0).length).toBeGreaterThan(0);
  });

  it('are steps that are none or too many, and what a limit is instead of a number', () => {
    const many = Array.from({ length: 100_000 }, (_, nth) => ({ name: `s${nth}`, run }));
    expect(engineFaults(engine({ steps: [] }), 0)).toEqual([expect.stringContaining('at least one step')]);
    expect(engineFaults(engine({ steps: many }), 0)).toEqual([expect.stringContaining('must be at most')]);
    for (const version of [undefined, null, true, 'x'])
      expect(engineFaults(engine({ version }), 0)).toEqual([
        expect.stringMatching(/not (missing|null|a boolean|"x")|missing/),
      ]);
  });
});
