import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { CheckedPart, IndexCheck } from '../../../decisions/domain/ports/index.check.js';
import type { IndexMender } from '../records/index-repair.js';
import type { RecordReader } from '../records/record-reader.js';
import type { ProcessKeys } from '../server/process-keys.js';
import { RedisFault } from '../server/redis-errors.js';
import type { RedisLink } from '../server/redis-link.js';
import { type CheckPlace, CheckPlaces, type CheckWindow, type Found, SCAN_START } from './check-places.js';
import { IndexComparison } from './index-comparison.js';

/** Processes compared at once: this takes Redis about a millisecond. */
const BATCH = 100;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly records: RecordReader;
  readonly repair: IndexMender;
}

/**
 * Goes through everything step by step. A difference is only a suspicion, because the process may have changed
 * meanwhile: the correction reads the record again, and the script that enters it checks that it is still the same.
 */
export class RedisIndexCheck implements IndexCheck {
  private readonly keys: ProcessKeys;
  private readonly records: RecordReader;
  private readonly repair: IndexMender;
  private readonly places: CheckPlaces;
  private readonly comparison: IndexComparison;
  /** The remaining steps of this pass; the first is the current one. `null` between two passes. */
  private left: readonly CheckPlace[] | null = null;
  private cursor = SCAN_START;

  constructor({ link, keys, records, repair }: Dependencies) {
    this.keys = keys;
    this.records = records;
    this.repair = repair;
    this.places = new CheckPlaces(link, keys);
    this.comparison = new IndexComparison(link, records);
  }

  async next(): Promise<CheckedPart> {
    const places = (this.left ??= await this.places.all());
    const checked = await this.step(places);
    // A step that fails does not mean the end: a pass whose last step has failed ends with the next call.
    const isLast = this.left.length === 0;
    if (isLast) this.left = null;
    return { checked, repairs: this.repair.takeNotes(), isLast };
  }

  /** One window of the current step. What is of the wrong type is skipped, because it would block everything else. */
  private async step(places: readonly CheckPlace[]): Promise<number> {
    const window = await this.window(places);
    const outcomes = await Promise.allSettled(window.found.map((each) => this.compare(each)));
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (reasons.every((reason) => reason instanceof RedisFault)) this.goOn(places, window);
    if (reasons.length > 0) throw reasons[0];
    return outcomes.reduce((sum, each) => sum + (each.status === 'fulfilled' ? each.value : 0), 0);
  }

  private async window(places: readonly CheckPlace[]): Promise<CheckWindow> {
    const end = { cursor: SCAN_START, found: [], more: [] };
    try {
      return (await places[0]?.(this.cursor)) ?? end;
    } catch (error) {
      if (error instanceof RedisFault) this.goOn(places, end);
      throw error;
    }
  }

  private goOn([current, ...others]: readonly CheckPlace[], { cursor, more }: CheckWindow): void {
    const isOver = cursor === SCAN_START || current === undefined;
    this.cursor = cursor;
    this.left = isOver ? [...others, ...more] : [current, ...others, ...more];
  }

  /** How many it has compared. */
  private async compare({ partition, ids, index }: Found): Promise<number> {
    const own: ProcessId[] = [];
    for (const id of ids) {
      if (this.keys.of(id) === partition) own.push(id);
      else if (index !== null) await this.repair.expel(id, index);
    }
    for (let start = 0; start < own.length; start += BATCH) {
      const batch = own.slice(start, start + BATCH);
      const suspects = await this.comparison.suspects(partition, batch, index);
      await Promise.all(suspects.map(({ id, stray }) => this.records.mend(id, stray)));
    }
    return ids.length;
  }
}
