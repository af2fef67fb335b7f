import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { type ProcessSummary, summaryOf } from '../../src/decisions/domain/process-summary.js';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import type { RequestQuery } from '../../src/decisions/domain/ports/list.queries.js';
import type { StoreModel } from './process-store.model.js';
import { walk } from './subject.js';
import { dueIds } from '../support/due.js';

function summaryOfStored(process: DecisionProcess | null): ProcessSummary | null {
  return process && summaryOf(process);
}

/** Two handles on one store. */
export interface Handles {
  readonly first: ProcessRepository;
  readonly second: ProcessRepository;
}

interface ThroughEither {
  readonly throughSecond: boolean;
}

/** Does the same to a store and to its model, and then compares all that the store shows with the model. */
export class StoreCommand<A extends ThroughEither> implements fc.AsyncCommand<StoreModel, Handles> {
  constructor(
    private readonly name: string,
    private readonly args: A,
    private readonly act: (model: StoreModel, store: ProcessRepository, args: A) => Promise<void>,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: StoreModel, { first, second }: Handles): Promise<void> {
    const [acting, watching] = this.args.throughSecond ? [second, first] : [first, second];
    await this.act(model, acting, this.args);
    expect(await shownBy(watching, model)).toEqual(expectedOf(model));
  }

  toString(): string {
    return `${this.name}(${fc.stringify(this.args)})`;
  }
}

/** Each process as it is stored, in the list of its status and in no other, in every count, and in the work lists. */
async function shownBy(store: ProcessRepository, model: StoreModel): Promise<unknown> {
  const due = dueIds(store, model.now, 100);
  return allOf({
    processes: Promise.all(model.ids.map((id) => store.find(id))),
    summaries: Promise.all(model.ids.map((id) => store.summary(id))),
    lists: Promise.all(model.queries().map((query) => walk(store, { ...query, limit: 2 }))),
    statistics: store.statistics(model.times()),
    ownStatistics: store.statistics(model.times(), 'ada'),
    owned: Promise.all(model.workers.map(async (worker) => (await store.ownedBy(worker)).sort())),
    timers: store.timers({ now: model.now, limit: 100 }),
    requests: Promise.all(model.inboxes().map((only) => requestsIn(store, only))),
    due: due.then((ids) => [...ids].sort()),
    dueTimes: due.then((ids) => ids.map((id) => model.runAt(id))),
    firstDueTimes: dueIds(store, model.now, 2).then((ids) => ids.map((id) => model.runAt(id))),
  });
}

/** Waits for all members at once: one after the other, most of the time would go by on the way to the store. */
async function allOf(asked: Readonly<Record<string, Promise<unknown>>>): Promise<unknown> {
  const each = Object.entries(asked).map(async ([name, answer]) => [name, await answer] as const);
  return Object.fromEntries(await Promise.all(each));
}

async function requestsIn(store: ProcessRepository, only: RequestQuery['only']): Promise<ProcessId[]> {
  const { processes } = await store.requests({ limit: 100, ...(only ? { only } : {}) });
  return processes.map(({ id }) => id);
}

/** Which of those that are due at the same millisecond come first is for the store to say. */
function expectedOf(model: StoreModel): unknown {
  const due = model.due();
  const dueTimes = due.map(({ runAt }) => runAt);
  return {
    processes: model.ids.map((id) => model.version(id, 0)),
    summaries: model.ids.map((id) => summaryOfStored(model.version(id, 0))),
    lists: model.queries().map((query) => model.list(query)),
    statistics: model.statistics(model.times()),
    ownStatistics: model.statistics(model.times(), 'ada'),
    owned: model.workers.map((worker) => model.ownedBy(worker)),
    timers: model.timers(),
    requests: model.inboxes().map((only) => model.requests(only)),
    due: due.map(({ id }) => id).sort(),
    dueTimes,
    firstDueTimes: dueTimes.slice(0, 2),
  };
}
