import { LANES } from '../../domain/indexes/lanes.js';
import type { DueEntry, DueQuery, DueWork } from '../../domain/ports/due.queries.js';

/** Asks for due processes, in lanes that take turns. */
export type AskForDue = (query: Pick<DueQuery, 'limit' | 'turn' | 'after' | 'lane'>) => Promise<DueWork>;

/** The result of an attempt to claim a process. `unfit`: it is still there, but not for this instance, or not now. */
export type ClaimOutcome = 'claimed' | 'gone' | 'unfit';

/** How many entries of what was skipped are looked at again at a time. */
const AGAIN = 20;

/** How far the search has come in a lane that has something that is not for this instance. */
interface Passed {
  readonly lane: number;
  /** Everything up to here was looked at, and some of it is not for this instance. */
  end: DueEntry;
  /** How far the second look has come. */
  again: DueEntry | null;
  isSecondLookOver: boolean;
  foundUnfit: boolean;
}

const NO_LOOK = { again: null, isSecondLookOver: false, foundUnfit: false };

/**
 * Finds due processes, with owners taking turns. What this instance cannot run stays at the front of its lane until
 * another instance takes it. The search goes on behind it, and step by step looks again at what it has skipped. It
 * remembers two positions for such a lane, however much was skipped, and nothing is forgotten.
 */
export class DueSearch {
  private readonly passed = new Map<number, Passed>();
  private looking: Passed | null = null;
  private turn = 0;

  constructor(private readonly ask: AskForDue) {}

  /** What is due and was not skipped, lanes in turn. */
  fresh(limit: number): Promise<DueWork> {
    const after = [...this.passed.values()].map(({ end }) => end);
    return this.ask({ limit, turn: this.turn, after });
  }

  /** From now on the lane after this one comes first. */
  turnTo({ lane }: DueEntry): void {
    this.turn = (lane + 1) % LANES;
  }

  /** A part of what was skipped in one lane. The calls together cover all of it, again and again from the front. */
  async passedOver(): Promise<readonly DueEntry[]> {
    const [look] = this.passed.values();
    this.looking = look ?? null;
    if (!look) return [];
    const { lane, again, end } = look;
    const { entries } = await this.ask({ limit: AGAIN, lane, after: again ? [again] : [] });
    const found = entries.filter((entry) => !isAfter(entry, end));
    look.again = found.at(-1) ?? null;
    look.isSecondLookOver = found.length < AGAIN;
    return found;
  }

  /** To be told the result for each process that `fresh` has answered, for each lane in that order. */
  noteFresh(entries: readonly DueEntry[], outcomes: readonly ClaimOutcome[]): void {
    const tried = entries.slice(0, outcomes.length);
    const lanes = new Set(tried.filter((_, nth) => outcomes[nth] === 'unfit').map(({ lane }) => lane));
    for (const entry of tried) if (lanes.has(entry.lane)) this.pass(entry);
  }

  /** To be told the result for each process that `passedOver` has answered. */
  noteAgain(outcomes: readonly ClaimOutcome[]): void {
    const look = this.looking;
    if (!look) return;
    look.foundUnfit ||= outcomes.includes('unfit');
    if (look.isSecondLookOver) this.endLook(look);
  }

  private pass(end: DueEntry): void {
    const known = this.passed.get(end.lane);
    if (known) [known.end, known.foundUnfit] = [end, true];
    else this.passed.set(end.lane, { lane: end.lane, end, ...NO_LOOK, foundUnfit: true });
  }

  /** If nothing unfit was found in all that was skipped, the search begins at the front again, too. */
  private endLook(look: Passed): void {
    this.passed.delete(look.lane);
    // Behind the lanes that have not had their second look yet.
    if (look.foundUnfit) this.passed.set(look.lane, { ...look, ...NO_LOOK });
  }
}

function isAfter(one: DueEntry, other: DueEntry): boolean {
  return one.runAt === other.runAt ? one.id > other.id : one.runAt > other.runAt;
}
