import type { Accepted, Outcome } from '../load/journal.js';
import { type Evidence, idOf, type Violation } from './evidence.js';
import { isUnanswered } from './requests.js';

/** I1: what was accepted is there and came to an end. I8: one key, one process. I9: nothing is answered but "later". */
export function judgeStarts({ entries, accepted, dump }: Evidence): Violation[] {
  const violations: Violation[] = [];
  const owners = new Map<string, string>();
  for (const entry of accepted) {
    const id = idOf(entry);
    const about = `${entry.key} (${id})`;
    const stored = dump.processes.get(id);
    if (!stored) violations.push({ promise: 'I1', about, fault: 'it is not stored' });
    else if (entry.isStuck)
      violations.push({ promise: 'I1', about, fault: `it did not move from ${placeOf(stored)}` });
    if (entry.ids.size > 1)
      violations.push({ promise: 'I8', about, fault: 'one key was given several processes' });
    if (owners.has(id)) violations.push({ promise: 'I8', about, fault: 'two keys were given one process' });
    owners.set(id, entry.key);
  }
  for (const id of dump.processes.keys()) {
    if (!owners.has(id))
      violations.push({ promise: 'I8', about: id, fault: 'it is stored and nobody asked for it' });
  }
  for (const { key, strange } of entries) {
    for (const fault of strange) violations.push({ promise: 'I9', about: key, fault });
  }
  return violations;
}

function placeOf({ status, revision, worker = 'nobody' }: Readonly<Record<string, string>>): string {
  return `${status} (${revision}, owned by ${worker})`;
}

/** I2: once settled, every later read of status and result is the same, byte for byte, and so is what is stored. */
export function judgeOutcomes({ accepted, dump }: Evidence): Violation[] {
  return accepted.flatMap((entry) => {
    const about = `${entry.key} (${idOf(entry)})`;
    const violate = (fault: string): Violation => ({ promise: 'I2', about, fault });
    const stored = dump.processes.get(idOf(entry));
    const last = entry.outcomes.at(-1);
    return [
      ...changedOutcomes(entry).map(violate),
      ...(stored && last && !isStoredAs(last, stored)
        ? [violate('what was told is not what is stored')]
        : []),
      ...(last && last.status !== expectedOutcome(entry, stored)
        ? [violate(`it ended as ${last.text}`)]
        : []),
      ...refusedResumes(entry).map(violate),
    ];
  });
}

function changedOutcomes({ outcomes }: Accepted): string[] {
  return outcomes.slice(1).flatMap((later, index) => {
    const earlier = outcomes[index];
    if (earlier?.resumes !== later.resumes || earlier.text === later.text) return [];
    return [`its outcome changed from ${earlier.text} to ${later.text}`];
  });
}

function isStoredAs({ text }: Outcome, stored: Readonly<Record<string, string>>): boolean {
  const { status, result, error, completed_at } = JSON.parse(text) as Record<string, unknown>;
  return (
    status === stored.status &&
    JSON.stringify(result) === (stored.result ?? 'null') &&
    JSON.stringify(error) === (stored.error ?? 'null') &&
    Date.parse(String(completed_at)) === Number(stored.completed_at)
  );
}

/** Every process can reach its end, but for the poisonous ones and those that nobody answers. */
function expectedOutcome({ problem }: Accepted, stored: Readonly<Record<string, string>> = {}): string {
  return problem.variant === 'poison' || isUnanswered(stored) ? 'failed' : 'completed';
}

/** The client is the only one that resumes: a refusal is one only after an answer that was lost. */
function refusedResumes({ resumeAnswers }: Accepted): string[] {
  return resumeAnswers[0] === 409 ? ['its resume was refused, although it was failed'] : [];
}
