import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Installation } from '../alerts/installation.js';
import { movesOf } from '../alerts/moves.js';
import { faultsOf, hasPromtool, type Observed } from '../alerts/promtool.js';
import { ALERT_RULES, ringing } from '../alerts/rules.js';
import type { Scenario } from '../alerts/scenario.js';
import { INSTANCE_SCENARIOS } from '../alerts/scenarios/instances.js';
import { STORE_SCENARIOS } from '../alerts/scenarios/store.js';
import { WORK_SCENARIOS } from '../alerts/scenarios/work.js';
import { rowOf, withTable } from '../alerts/table.js';
import { until } from '../support/until.js';
import type { Series } from '../support/prometheus-text.js';

jest.setTimeout(240_000);

// To write the table anew: UPDATE_DOCUMENTS=1 npm run test:e2e -- alerts
const DOCUMENT = new URL('../../docs/alerts.md', import.meta.url);
const SCENARIOS = [...STORE_SCENARIOS, ...WORK_SCENARIOS, ...INSTANCE_SCENARIOS];
/** A machine that is busy with tests may be called so at any time. */
const BUSY = /slow|overloaded/;

describe('an alert', () => {
  let site: Installation;
  const observed: Observed[] = [];
  const rows: string[] = [];

  beforeAll(async () => {
    site = await Installation.start();
  });
  afterAll(() => site.stop());

  it('is forced, each of them', () => {
    const forced = new Set(SCENARIOS.flatMap(({ alerts }) => alerts));
    expect([...forced].sort()).toEqual(ALERT_RULES.map(({ name }) => name).sort());
  });

  it.each(SCENARIOS.map((scenario) => [scenario.how, scenario] as const))(
    'rings, and no other does: %s',
    async (_how, scenario) => {
      const before = await calm();
      const { main } = site;
      const written = main.warnings().length;
      try {
        await scenario.begin(site);
        const during = await untilOnly(scenario.alerts, before);
        await expectTold(scenario, site.main === main ? written : 0);
        note(scenario, before, during);
      } finally {
        await scenario.end?.(site);
      }
    },
  );

  it('is in the documentation with what everybody says meanwhile', () => {
    const document = withTable(readFileSync(DOCUMENT, 'utf8'), rows);
    if (process.env.UPDATE_DOCUMENTS === '1') writeFileSync(DOCUMENT, document);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(document);
  });

  if (hasPromtool())
    it('rings for Prometheus, too', () => {
      expect(faultsOf(observed)).toBe('');
    });

  /** Nothing rings, and all is well. */
  async function calm(): Promise<readonly Series[]> {
    let series: readonly Series[] = [];
    let wrong: readonly string[] = [];
    await until(async () => {
      series = await site.scrape();
      wrong = [...(await faults()), ...ringing(series, series)];
      return wrong.length === 0;
    }).catch(() => expect(wrong).toEqual([]));
    return series;
  }

  /** The alerts ring, all of them and no others: for a moment others may, until everybody knows what is the matter. */
  async function untilOnly(alerts: readonly string[], before: readonly Series[]): Promise<readonly Series[]> {
    let during: readonly Series[] = [];
    let rings: readonly string[] = [];
    const wanted = [...alerts].sort();
    await until(async () => {
      during = await site.scrape();
      rings = ringing(before, during).sort();
      return rings.join() === wanted.join();
    }).catch(() => expect(rings).toEqual(wanted));
    return during;
  }

  function note(scenario: Scenario, before: readonly Series[], during: readonly Series[]): void {
    observed.push({ before, during, alerts: scenario.alerts });
    const alerts = scenario.alerts.length > 0 ? scenario.alerts : [null];
    rows.push(...alerts.map((alert) => rowOf(scenario, alert, movesOf(alert, before, during))));
  }

  async function faults(): Promise<string[]> {
    return (await site.main.health()).filter((fault) => !BUSY.test(fault));
  }

  async function expectTold({ log, health, ctl }: Scenario, written: number): Promise<void> {
    if (log !== undefined) {
      const isWanted = expect.objectContaining(log);
      await until(() =>
        site.main
          .warnings()
          .slice(written)
          .some((line) => isWanted.asymmetricMatch(line)),
      );
    }
    if (health === undefined) expect(await faults()).toEqual([]);
    else await until(async () => (await faults()).includes(health));
    expect(await site.main.ctl(...ctl[0].split(' '))).toContain(ctl[1]);
  }
});
