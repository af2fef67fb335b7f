/** A case of `test/fixtures/decision-cases.json` or `decision-requests.json`. */
export interface PublishedCase {
  readonly id: string;
  readonly method: string;
  readonly source: string;
}

export const SAMPLES: number;
export function problemsOf(example: PublishedCase): Record<string, unknown>[];
