import { entriesAt, documentOf, itemsAt } from '../deploy/documents.js';
import type { Series } from '../support/prometheus-text.js';
import { type Expression, expressionOf, secondsOf } from './promql/expression.js';
import { Timeline } from './promql/timeline.js';
import { LASTING_AT_S, SCRAPED_EVERY_S, scrapesOf } from './scrapes.js';

export const RULES = 'deploy/observability/rules.yaml';

export interface AlertRule {
  readonly name: string;
  readonly expression: string;
  readonly forS: number;
  readonly rings: (timeline: Timeline) => boolean;
}

/** Expressions by the name a recording rule gives them. */
export const RECORDED = new Map<string, string>();
export const ALERT_RULES: readonly AlertRule[] = readRules();

/**
 * Names of the alerts that ring when nothing was wrong before the first scrape, and something at the second: for rules
 * that wait it lasts, what was counted between the scrapes being counted again and again; for the others it was once.
 */
export function ringing(before: readonly Series[], during: readonly Series[]): string[] {
  const once = new Timeline(scrapesOf(before, during, 'once'), SCRAPED_EVERY_S);
  const lasting = new Timeline(scrapesOf(before, during, 'lasting'), LASTING_AT_S);
  return ALERT_RULES.filter((rule) => isRinging(rule, rule.forS > 0 ? lasting : once)).map(
    ({ name }) => name,
  );
}

function isRinging({ forS, rings }: AlertRule, timeline: Timeline): boolean {
  for (let at = timeline.now - forS; at <= timeline.now; at += SCRAPED_EVERY_S)
    if (!rings(timeline.at(at))) return false;
  return true;
}

function readRules(): AlertRule[] {
  const rules = itemsAt(documentOf(RULES), 'groups')
    .flatMap((group) => itemsAt(group, 'rules'))
    .map((rule) => new Map(entriesAt(rule).map(([key, value]) => [key, String(value)])));
  const recorded = new Map<string, Expression>();
  return rules.flatMap((rule) => {
    const expression = expressionOf(rule.get('expr') ?? '', recorded);
    const [record, alert] = [rule.get('record'), rule.get('alert')];
    if (record !== undefined) {
      recorded.set(record, expression);
      RECORDED.set(record, rule.get('expr') ?? '');
    }
    if (alert === undefined) return [];
    const rings = (timeline: Timeline) => {
      const value = expression(timeline);
      return typeof value !== 'number' && value.length > 0;
    };
    const forS = secondsOf(rule.get('for') ?? '0s');
    return [{ name: alert, expression: rule.get('expr') ?? '', forS, rings }];
  });
}
