/** What the outside asked of the system and was told by it: with the effects log and the store, all there is to judge by. */
export class Journal {
  readonly entries: Entry[] = [];
  /** What people answered to what they were asked, and what they were told. */
  readonly answers: ToldAnswer[] = [];

  /** Entries that the system has accepted. */
  get accepted(): readonly Accepted[] {
    return this.entries.filter(isAccepted);
  }
}

/** One process that was asked for. Times are monotonic. */
export interface Entry {
  /** Sent as idempotency key with every attempt to start it. */
  readonly key: string;
  readonly engine: 'chaos' | 'fragile';
  readonly problem: Problem;
  readonly sentAt: number;
  /** When it was first answered 202. */
  acceptedAt: number | null;
  /** The id of every 202. */
  readonly ids: Set<string>;
  /** What was read of it once it was settled, first to last. */
  readonly outcomes: Outcome[];
  /** Answers to its resume, in order: a status, or why there was none. */
  readonly resumeAnswers: (number | string)[];
  /** It was given up on: it neither settled nor moved. */
  isStuck: boolean;
  /** Answers that no fault explains. */
  readonly strange: string[];
}

export type Accepted = Entry & { readonly id: string; readonly acceptedAt: number };

export interface Problem {
  readonly variant: 'normal' | 'poison' | 'failing';
  readonly step_ms: readonly number[];
  /** In the order in which they are asked. */
  readonly asks?: readonly Ask[];
}

/** What a step asks of people. */
export interface Ask {
  readonly step: string;
  readonly name: string;
  readonly kind: 'approval' | 'choice' | 'data';
  readonly answered_by: 'people' | 'nobody';
  readonly expires_in_ms: number | null;
  /** Whether the process goes on without an answer; it fails otherwise. */
  readonly goes_on: boolean;
}

/** One attempt to answer. */
export interface ToldAnswer {
  /** The id of the process. */
  readonly id: string;
  readonly request: string;
  /** Says who answers: no two answer alike. */
  readonly comment: string;
  /** A status, or why there was none. */
  readonly reply: number | string;
}

export interface Outcome {
  readonly at: number;
  /** Status, result, error and time of completion as they were told, as JSON. */
  readonly text: string;
  readonly status: string;
  /** Resumes before it: each may lead to another outcome. */
  readonly resumes: number;
}

export function newEntry(key: string, request: Pick<Entry, 'engine' | 'problem'>, sentAt: number): Entry {
  return {
    ...request,
    ...{ key, sentAt, acceptedAt: null, isStuck: false },
    ...{ ids: new Set(), outcomes: [], resumeAnswers: [], strange: [] },
  };
}

function isAccepted(entry: Entry): entry is Accepted {
  return entry.acceptedAt !== null;
}
