import type { AuditedPart, IndexAudit, IndexRepair } from '../../src/decisions/domain/ports/index.audit.js';

export interface AuditPass {
  readonly checked: number;
  readonly repairs: readonly IndexRepair[];
}

/** One pass over everything in a store; `onPart` is told of each part. */
export async function auditPass(
  { indexes }: { readonly indexes: IndexAudit },
  onPart: (part: AuditedPart) => void = () => undefined,
): Promise<AuditPass> {
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
