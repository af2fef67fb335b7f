import { combined, PRECEDENCE, type Value } from './operators.js';
import { aggregate, type Aggregate, increase, isAggregate, quantile, scaled } from './vectors.js';
import type { Sample, Timeline, Vector } from './timeline.js';
import { Words } from './words.js';

/** An expression, ready to be asked at any moment of a timeline. */
export type Expression = (timeline: Timeline) => Value;

/**
 * Reads as much of the query language of Prometheus as the rules of this project use; it refuses the rest.
 *
 * @param recorded what recording rules have given names to
 */
export function expressionOf(text: string, recorded: ReadonlyMap<string, Expression>): Expression {
  const words = new Words(text);
  const read = new Reader(words, recorded).binary(0);
  words.end();
  return read;
}

type Fits = (labels: Sample['labels']) => boolean;
interface Selected {
  readonly name: string;
  readonly fits: Fits;
  readonly seconds: number;
}

class Reader {
  constructor(
    private readonly words: Words,
    private readonly recorded: ReadonlyMap<string, Expression>,
  ) {}

  binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.single();
    let left = this.binary(level + 1);
    while (operators.includes(this.words.next)) {
      const operator = this.words.take();
      const on = this.words.skip('on') ? this.words.list() : undefined;
      const [first, second] = [left, this.binary(level + 1)];
      left = (timeline) => combined(operator, first(timeline), second(timeline), on);
    }
    return left;
  }

  private single(): Expression {
    const { words } = this;
    if (words.skip('(')) return this.closed(this.binary(0));
    const word = words.take();
    if (/^[\d.]+$/.test(word)) return () => Number(word);
    if (isAggregate(word)) return this.aggregated(word);
    if (words.next === '(') return this.call(word);
    const known = this.recorded.get(word);
    const fits = this.matchers();
    return (timeline) =>
      known === undefined ? timeline.latest(word, fits) : vector(known(timeline)).filter(fitting(fits));
  }

  private aggregated(how: Aggregate): Expression {
    this.words.expect('by');
    const by = this.words.list();
    this.words.expect('(');
    const of = this.closed(this.binary(0));
    return (timeline) => aggregate(how, vector(of(timeline)), by);
  }

  private call(name: string): Expression {
    this.words.expect('(');
    if (name === 'histogram_quantile') {
      const share = Number(this.words.take());
      this.words.expect(',');
      const of = this.closed(this.binary(0));
      return (timeline) => quantile(share, vector(of(timeline)));
    }
    if (name === 'absent') {
      const of = this.closed(this.binary(0));
      return (timeline) => (vector(of(timeline)).length > 0 ? [] : [{ labels: {}, value: 1 }]);
    }
    return this.overTime(name, this.range());
  }

  private overTime(name: string, { name: series, fits, seconds }: Selected): Expression {
    const grown = (timeline: Timeline) => increase(timeline.range(series, fits, seconds));
    if (name === 'increase') return grown;
    if (name === 'rate') return (timeline) => scaled(grown(timeline), 1 / seconds);
    if (name !== 'max_over_time') throw new Error(`There is no function ${name} here.`);
    return (timeline) =>
      timeline.range(series, fits, seconds).map(({ labels, points }) => ({
        ...{ labels, value: Math.max(...points.map(({ value }) => value)) },
      }));
  }

  private range(): Selected {
    const name = this.words.take();
    const fits = this.matchers();
    this.words.expect('[');
    const seconds = secondsOf(this.words.take());
    this.words.expect(']');
    this.words.expect(')');
    return { name, fits, seconds };
  }

  private matchers(): Fits {
    const tests: Fits[] = [];
    if (this.words.skip('{'))
      while (!this.words.skip('}')) {
        const [label, how, text] = [this.words.take(), this.words.take(), this.words.take()];
        tests.push((labels) => matches(labels[label] ?? '', how, JSON.parse(text) as string));
        this.words.skip(',');
      }
    return (labels) => tests.every((test) => test(labels));
  }

  private closed(inner: Expression): Expression {
    this.words.expect(')');
    return inner;
  }
}

function matches(value: string, how: string, wanted: string): boolean {
  const isPattern = how.endsWith('~');
  const isSo = isPattern ? new RegExp(`^(?:${wanted})$`).test(value) : value === wanted;
  return isSo === !how.startsWith('!');
}

function fitting(fits: Fits) {
  return ({ labels }: Sample) => fits(labels);
}

function vector(value: Value): Vector {
  if (typeof value === 'number') throw new Error('A vector is wanted, not a number.');
  return value;
}

/** Of a duration like `5m`. */
export function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)([a-z])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit];
  if (seconds === undefined) throw new Error(`${text} is no duration.`);
  return Number(count) * seconds;
}
