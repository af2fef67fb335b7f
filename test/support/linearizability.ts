/**
 * Whether concurrent calls of an object can be put into one order that respects real time and in which each answers as
 * a sequential object would: linearizability (Herlihy and Wing, TOPLAS 12(3), 1990). The search is that of Wing and Gong
 * (JPDC 17, 1993), with the memory of visited configurations that Lowe added (CCPE 29(4), 2017).
 */

/** A call: `called` and `answered` are places on one clock that never shows the same time twice. */
export interface Call<I, O> {
  readonly input: I;
  readonly called: number;
  readonly answer: Answer<O>;
}

/** A call without an answer may have taken effect at any time since, may yet do so, or never. */
export type Answer<O> = { readonly output: O; readonly answered: number } | 'unknown';

/** What the calls should look like, one after the other. States and outputs are compared as JSON. */
export interface SequentialObject<S, I, O> {
  readonly initial: S;
  apply(state: S, input: I): { readonly state: S; readonly output: O };
}

export function isLinearizable<S, I, O>(
  object: SequentialObject<S, I, O>,
  history: readonly Call<I, O>[],
): boolean {
  const visited = new Set<string>();

  function canGoOn(remaining: readonly Call<I, O>[], state: S): boolean {
    if (remaining.every(({ answer }) => answer === 'unknown')) return true;
    const configuration = JSON.stringify([remaining.map(({ called }) => called), state]);
    if (visited.has(configuration)) return false;
    visited.add(configuration);
    return firstCalls(remaining).some((call) => {
      const { state: next, output } = object.apply(state, call.input);
      const others = remaining.filter((other) => other !== call);
      return mayAnswer(call, output) && canGoOn(others, next);
    });
  }

  return canGoOn(history, object.initial);
}

/** Calls that nothing remaining was answered before: any of them may have taken effect first. */
function firstCalls<I, O>(remaining: readonly Call<I, O>[]): Call<I, O>[] {
  const firstAnswer = Math.min(...remaining.map(({ answer }) => answeredAt(answer)));
  return remaining.filter(({ called }) => called < firstAnswer);
}

function answeredAt<O>(answer: Answer<O>): number {
  return answer === 'unknown' ? Infinity : answer.answered;
}

function mayAnswer<I, O>({ answer }: Call<I, O>, output: O): boolean {
  return answer === 'unknown' || JSON.stringify(answer.output) === JSON.stringify(output);
}

/** Records calls as they happen. */
export class History<I, O> {
  readonly calls: Call<I, O>[] = [];
  private time = 0;

  /** @param isUnknown whether an error leaves open if the call took effect; any other error is passed on */
  constructor(private readonly isUnknown: (error: unknown) => boolean) {}

  /** Answers what the call answered, `null` when its outcome is unknown; `outputOf` is what the history keeps of it. */
  async record<R>(input: I, call: () => Promise<R>, outputOf: (result: R) => O): Promise<R | null> {
    const called = this.time++;
    try {
      const result = await call();
      this.calls.push({ input, called, answer: { output: outputOf(result), answered: this.time++ } });
      return result;
    } catch (error) {
      if (!this.isUnknown(error)) throw error;
      this.calls.push({ input, called, answer: 'unknown' });
      return null;
    }
  }
}
