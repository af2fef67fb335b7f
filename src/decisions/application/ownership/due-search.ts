import type { DueEntry, DueWork } from '../../domain/ports/process.repository.js';

/** Asks for the longest due after a position. */
export type AskForDue = (limit: number, after: DueEntry | undefined) => Promise<DueWork>;

/** What became of an attempt to claim a process. `unfit`: it is still there, and not for this instance, or not now. */
export type ClaimOutcome = 'claimed' | 'gone' | 'unfit';

/** What was passed over is looked at again, so many at a time. */
const AGAIN = 20;

/**
 * A position in what is due. What this instance cannot run stays at the front for as long as nobody else takes it;
 * the search goes on behind it, and bit by bit looks again at what it has passed over. It remembers two positions,
 * however much was passed over, and forgets nothing.
 */
export class DueSearch {
  /** All up to here was looked at, and some of it is not for this instance. */
  private passed: DueEntry | null = null;
  /** How far the second look has come. */
  private again: DueEntry | null = null;
  private foundUnfit = false;
  private isSecondLookOver = false;

  constructor(private readonly ask: AskForDue) {}

  /** The longest due that was not passed over. */
  fresh(limit: number): Promise<DueWork> {
    return this.ask(limit, this.passed ?? undefined);
  }

  /** Some of what was passed over; the calls add up to all of it, from the front again and again. */
  async passedOver(): Promise<readonly DueEntry[]> {
    if (this.isSecondLookOver) this.beginAnew();
    const { passed } = this;
    if (passed === null) return [];
    const { entries } = await this.ask(AGAIN, this.again ?? undefined);
    const found = entries.filter((entry) => !isAfter(entry, passed));
    this.again = found.at(-1) ?? null;
    this.isSecondLookOver = found.length < AGAIN;
    return found;
  }

  /** To be told what became of each process that `fresh` has answered, in that order. */
  noteFresh(entries: readonly DueEntry[], outcomes: readonly ClaimOutcome[]): void {
    if (outcomes.includes('unfit')) this.passed = entries[outcomes.length - 1] ?? this.passed;
    this.noteAgain(outcomes);
  }

  noteAgain(outcomes: readonly ClaimOutcome[]): void {
    this.foundUnfit ||= outcomes.includes('unfit');
  }

  /** If nothing unfit was found in all of what was passed over, the search begins at the front again, too. */
  private beginAnew(): void {
    if (!this.foundUnfit) this.passed = null;
    [this.again, this.foundUnfit, this.isSecondLookOver] = [null, false, false];
  }
}

function isAfter(one: DueEntry, other: DueEntry): boolean {
  return one.runAt === other.runAt ? one.id > other.id : one.runAt > other.runAt;
}
