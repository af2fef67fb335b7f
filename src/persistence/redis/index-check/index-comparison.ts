import type { ProcessId } from '../../../decisions/domain/ids.js';
import { isLegacyIndex, type NamedIndex, type PartitionKeys } from '../server/process-keys.js';
import { placesIn } from '../records/index-repair.js';
import type { Look, RecordReader } from '../records/record-reader.js';
import type { RedisLink } from '../server/redis-link.js';

/** A process that seems not to be in the indexes as its record says. */
export interface Suspect {
  readonly id: ProcessId;
  /** The index it was found in, if it should not be there. */
  readonly stray: NamedIndex | null;
}

/** Compares records with index entries as they were read, without changing anything. */
export class IndexComparison {
  constructor(
    private readonly link: RedisLink,
    private readonly records: RecordReader,
  ) {}

  /** @param foundIn the index that has them all, if they were not found as records */
  async suspects(
    partition: PartitionKeys,
    ids: readonly ProcessId[],
    foundIn: NamedIndex | null,
  ): Promise<Suspect[]> {
    const looks = await Promise.all(ids.map((id) => this.records.look(id)));
    const expected = looks.map((look) => expectedEntries(look, partition));
    const [fixed, own, quarantined] = await Promise.all([
      Promise.all(partition.fixed.map(async ({ key }) => [key, await this.scores(key, ids)] as const)),
      this.ownScores(partition, ids, expected),
      this.scores(partition.quarantine, ids),
    ]);
    return ids.flatMap((id, nth) => {
      const [look, entries] = [looks[nth], expected[nth]];
      if (look === undefined || entries === undefined || look.found === 'newer') return [];
      const isStray = foundIn !== null && !belongs(look, entries, foundIn, partition);
      const isEntered =
        fixed.every(([key, found]) => isSameScore(found[nth], entries.get(key))) &&
        [...entries].every(([key, score]) => !own.has(key) || own.get(key)?.get(id) === score);
      const isListed = (quarantined[nth] ?? null) !== null;
      if (!isStray && isEntered && isListed === mayBeQuarantined(look, isListed)) return [];
      return [{ id, stray: isStray ? foundIn : null }];
    });
  }

  /** For indexes that only some processes have: by key, the scores of those that should be in them. */
  private async ownScores(
    { fixed }: PartitionKeys,
    ids: readonly ProcessId[],
    expected: readonly ReadonlyMap<string, number>[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<ProcessId, number>>> {
    const members = new Map<string, ProcessId[]>();
    expected.forEach((entries, nth) => {
      for (const key of entries.keys())
        members.set(key, [...(members.get(key) ?? []), ...ids.slice(nth, nth + 1)]);
    });
    for (const { key } of fixed) members.delete(key);
    const each = [...members].map(async ([key, own]) => {
      const scores = await this.scores(key, own);
      const found = own.flatMap((id, nth) =>
        scores[nth] == null ? [] : [[id, Number(scores[nth])] as const],
      );
      return [key, new Map(found)] as const;
    });
    return new Map(await Promise.all(each));
  }

  private async scores(key: string, ids: readonly ProcessId[]): Promise<readonly (string | null)[]> {
    return this.link.ask((client) => client.zmscore(key, ...ids));
  }
}

/** Scores by key of the indexes that should have the process; none if it has no readable record. */
function expectedEntries(look: Look, partition: PartitionKeys): ReadonlyMap<string, number> {
  if (look.found !== 'process') return new Map();
  return new Map(
    placesIn(look.head, look.schema).map(({ index, score }) => [partition.index(index), score] as const),
  );
}

/** Whether a process may be in the index it was found in. */
function belongs(
  look: Look,
  entries: ReadonlyMap<string, number>,
  { name, key }: NamedIndex,
  { quarantine }: PartitionKeys,
): boolean {
  if (key === quarantine) return look.found !== 'process';
  if (isLegacyIndex(name)) return look.found === 'process' && look.schema === 1;
  return entries.has(key);
}

/** A readable record must not be in quarantine; one that was lost or cannot be read is in it, or will be. */
function mayBeQuarantined({ found }: Look, isListed: boolean): boolean {
  return found === 'process' ? false : found === 'unreadable' ? true : isListed;
}

function isSameScore(entry: string | null | undefined, score: number | undefined): boolean {
  return entry == null ? score === undefined : score !== undefined && Number(entry) === score;
}
