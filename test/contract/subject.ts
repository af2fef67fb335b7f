import { afterEach, beforeEach, jest } from '@jest/globals';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import type { ProcessSummary } from '../../src/decisions/domain/process-summary.js';
import type { ProcessQuery } from '../../src/decisions/domain/ports/list.queries.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import type { Persistence } from '../../src/persistence/persistence.js';

/** An empty store, as an adapter offers it to the contract. */
export interface Subject {
  readonly persistence: Persistence;
  /** A second handle on the same store, as another instance would hold. */
  reopen(): Promise<Persistence>;
  /** Closes every handle and leaves nothing behind. */
  dispose(): Promise<void>;
}

export type OpenSubject = () => Promise<Subject>;

/** The subject of the test that is running. */
export interface CurrentSubject {
  readonly persistence: Persistence;
  readonly processes: ProcessRepository;
  reopen(): Promise<Persistence>;
}

/** Generous: only a store that hangs is to be stopped by it, not a busy machine. */
const TIMEOUT_MS = 60_000;

/** Gives each test of the surrounding `describe` an empty store of its own. */
export function openForEachTest(open: OpenSubject): CurrentSubject {
  jest.setTimeout(TIMEOUT_MS);
  let subject: Subject | null = null;
  beforeEach(async () => {
    subject = await open();
  });
  afterEach(async () => {
    await subject?.dispose();
    subject = null;
  });
  const current = () => {
    if (subject === null) throw new Error('The store is open while a test runs, and only then.');
    return subject;
  };
  return {
    get persistence() {
      return current().persistence;
    },
    get processes() {
      return current().persistence.processes;
    },
    reopen: () => current().reopen(),
  };
}

/** Few enough that a busy machine answers each in its time. */
const STORED_AT_ONCE = 50;

/** Stores processes, many at once: adapters are to be used concurrently. */
export async function storeAll(processes: ProcessRepository, all: readonly DecisionProcess[]): Promise<void> {
  for (let start = 0; start < all.length; start += STORED_AT_ONCE) {
    await Promise.all(all.slice(start, start + STORED_AT_ONCE).map((process) => processes.create(process)));
  }
}

/** Everything a list has, page by page; `betweenPages` runs after each page but the last. */
export async function walk(
  processes: ProcessRepository,
  query: ProcessQuery,
  betweenPages: () => Promise<void> = () => Promise.resolve(),
): Promise<ProcessSummary[]> {
  const seen: ProcessSummary[] = [];
  for (let page = await processes.list(query); ;) {
    seen.push(...page.processes);
    if (page.nextCursor === null) return seen;
    await betweenPages();
    page = await processes.list({ ...query, cursor: page.nextCursor });
  }
}
