import type { ProblemFault } from '../../../../decisions/domain/ports/decision-engine.js';

const MAX_FAULTS = 50;

/**
 * Collects what is wrong with a problem: for each path only the first fault, because the others follow from it; and up
 * to a limit, because a hostile problem must not cause a huge answer.
 */
export class Faults {
  readonly #faults: ProblemFault[] = [];
  #hasMore = false;

  add(path: string, message: string): void {
    if (this.isFull) this.#hasMore = true;
    else if (!this.#faults.some((fault) => fault.path === path)) this.#faults.push({ path, message });
  }

  /** No further fault will be listed: a loop over a long list may stop. */
  get isFull(): boolean {
    return this.#faults.length >= MAX_FAULTS;
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0;
  }

  list(): ProblemFault[] {
    const more = { path: '', message: `has further faults; the first ${MAX_FAULTS} are listed` };
    return this.#hasMore ? [...this.#faults, more] : [...this.#faults];
  }
}
