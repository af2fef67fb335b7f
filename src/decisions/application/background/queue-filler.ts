import type { ProcessId } from '../../domain/ids.js';
import type { DueEntry, DueWork } from '../../domain/ports/due.queries.js';
import type { ClaimOutcome, DueSearch } from '../ownership/due-search.js';
import { fewestFirst } from './fewest-first.js';

/** How many entries are looked at together behind those that are not for this instance; each costs a short read. */
const PAGE = 50;
const MAX_PAGES = 20;
/** How many entries are looked at where several owners wait, however few slots are free: see `fewestFirst`. */
const CHOICE = 8;

interface Hands {
  /** How many could be claimed now. */
  readonly free: () => number;
  /** How many run here of each lane. */
  readonly running: () => ReadonlyMap<number, number>;
  /** Whether it could be claimed at all. */
  readonly isFit: (id: ProcessId) => Promise<boolean>;
  readonly claim: (id: ProcessId) => Promise<ClaimOutcome>;
}

/** The result of one round. */
export interface Filled {
  readonly claimed: number;
  /** Whether more is due than could be claimed; `null` if nobody looked. */
  readonly hasMore: boolean | null;
  /** When the next will be due; `null` if none will, or if nobody looked. */
  readonly nextAt: number | null;
}

/** Claims what is due in some queues, skipping what is not for this instance. */
export class QueueFiller {
  /** Whether several owners were waiting when this instance last looked. */
  private isShared = false;

  constructor(
    private readonly search: DueSearch,
    private readonly hands: Hands,
  ) {}

  async fill(): Promise<Filled> {
    const free = this.hands.free();
    if (free === 0) return { claimed: 0, hasMore: null, nextAt: null };
    const { entries, nextAt } = await this.due(free);
    const tried = this.chosen(entries, free);
    const outcomes = await Promise.all(tried.map(({ id }) => this.hands.claim(id)));
    this.search.noteFresh(tried, outcomes);
    const claimed = countOf(outcomes, 'claimed');
    if (!outcomes.includes('unfit')) return { claimed, hasMore: entries.length > free, nextAt };
    const beyond = await this.fillBeyond();
    return { claimed: claimed + beyond.claimed, hasMore: beyond.hasMore, nextAt };
  }

  /** Whether anything was claimed that had been skipped before. */
  async lookAgain(): Promise<boolean> {
    const entries = await this.search.passedOver();
    const outcomes = await this.outcomesOf(entries);
    this.search.noteAgain(outcomes);
    return outcomes.includes('claimed');
  }

  /**
   * One more than there is room for tells whether others are left waiting. Where several owners wait there must be a
   * choice.
   */
  private async due(free: number): Promise<DueWork> {
    const choice = Math.max(free + 1, CHOICE);
    const asked = this.isShared ? choice : free + 1;
    const work = await this.search.fresh(asked);
    this.isShared = work.entries.some(({ lane }) => lane !== work.entries[0]?.lane);
    return this.isShared && asked < choice ? this.search.fresh(choice) : work;
  }

  /** Where several owners wait: from each as many as makes their slots equal; otherwise those that come first. */
  private chosen(entries: readonly DueEntry[], free: number): readonly DueEntry[] {
    if (!this.isShared) return entries.slice(0, free);
    const chosen = fewestFirst(entries, this.hands.running()).slice(0, free);
    const last = entries.findLast((entry) => chosen.includes(entry));
    if (last) this.search.turnTo(last);
    return chosen;
  }

  /** Page by page, until a page has nothing that is not for this instance. */
  private async fillBeyond(): Promise<Omit<Filled, 'nextAt'>> {
    let claimed = 0;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { entries } = await this.search.fresh(PAGE);
      const outcomes = await this.outcomesOf(entries);
      this.search.noteFresh(entries, outcomes);
      claimed += countOf(outcomes, 'claimed');
      if (outcomes.length < entries.length) return { claimed, hasMore: true };
      if (!outcomes.includes('unfit')) break;
    }
    return { claimed, hasMore: false };
  }

  /** The leading entries, up to the first one that could be claimed if there were room for it. */
  private async outcomesOf(entries: readonly DueEntry[]): Promise<ClaimOutcome[]> {
    const fit = await Promise.all(entries.map(({ id }) => this.hands.isFit(id)));
    let free = this.hands.free();
    const end = fit.findIndex((isFit) => isFit && free-- <= 0);
    const reached = end === -1 ? entries : entries.slice(0, end);
    return Promise.all(
      reached.map(({ id }, nth) => (fit[nth] ? this.hands.claim(id) : Promise.resolve('unfit' as const))),
    );
  }
}

function countOf(outcomes: readonly ClaimOutcome[], wanted: ClaimOutcome): number {
  return outcomes.filter((outcome) => outcome === wanted).length;
}
