import type { CheckedPart, IndexCheck, IndexRepair } from '../../src/decisions/domain/ports/index.check.js';

export interface CheckPass {
  readonly checked: number;
  readonly repairs: readonly IndexRepair[];
}

/** One pass over everything in a store; `onPart` is told of each part. */
export async function checkPass(
  { indexes }: { readonly indexes: IndexCheck },
  onPart: (part: CheckedPart) => void = () => undefined,
): Promise<CheckPass> {
  const repairs: IndexRepair[] = [];
  let checked = 0;
  for (;;) {
    const part = await indexes.next();
    onPart(part);
    checked += part.checked;
    repairs.push(...part.repairs);
    if (part.isLast) return { checked, repairs };
  }
}
