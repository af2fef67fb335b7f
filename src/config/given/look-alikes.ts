/** A variable that nobody reads, and the one that was probably meant. */
export interface LookAlike {
  readonly name: string;
  readonly meant: string;
  /** A typing mistake: hardly anything else can have been meant. */
  readonly isMisspelt: boolean;
}

/** Words that others use for the same thing. */
const SYNONYMS: Readonly<Record<string, string>> = {
  DATABASE: 'DB',
  PASS: 'PASSWORD',
  USER: 'USERNAME',
  SERVER: 'HOST',
  HOSTNAME: 'HOST',
  ADDRESS: 'HOST',
  SSL: 'TLS',
  URI: 'URL',
  DSN: 'URL',
  KEY: 'KEYS',
};
const OTHER_NAMES: Readonly<Record<string, string>> = {
  REDIS_ENABLED: 'ENABLE_REDIS_PERSISTENCE',
  USE_REDIS: 'ENABLE_REDIS_PERSISTENCE',
  ENABLE_REDIS: 'ENABLE_REDIS_PERSISTENCE',
  REDIS_PERSISTENCE: 'ENABLE_REDIS_PERSISTENCE',
  PERSISTENCE: 'ENABLE_REDIS_PERSISTENCE',
  REDIS_PREFIX: 'REDIS_KEY_PREFIX',
  REDIS_CONNECTION: 'REDIS_URL',
  REDIS_CONNECTION_STRING: 'REDIS_URL',
  REDIS_ENDPOINT: 'REDIS_URL',
  REDIS_NODES: 'REDIS_URL',
  REDIS_CLUSTER_NODES: 'REDIS_URL',
  REDIS_SENTINELS: 'REDIS_URL',
  REDIS_AUTH: 'REDIS_PASSWORD',
  REDIS_MASTER_NAME: 'REDIS_SENTINEL_MASTER',
  REDIS_SENTINEL_NAME: 'REDIS_SENTINEL_MASTER',
};
/** First words that variables of other programs hardly ever begin with. */
const FAMILIES = new Set(['REDIS', 'PERSISTENCE', 'RETENTION', 'CLEANUP', 'LEASE', 'RETRY']);
/** What Kubernetes tells a pod about every Service, e.g. about one that is called `redis`. */
const SERVICE_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP)(_\w+)?)$/;

/**
 * Names that look like a variable this service reads, but are not one.
 *
 * @param names of the variables that are set
 * @param known what is read
 */
export function lookAlikes(names: readonly string[], known: readonly string[]): LookAlike[] {
  const isKnown = new Set(known);
  return names
    .filter((name) => !isKnown.has(name) && !SERVICE_LINK.test(name))
    .flatMap((name) => lookAlike(name, known) ?? []);
}

function lookAlike(name: string, known: readonly string[]): LookAlike | null {
  const plain = inOurWords(name);
  const [meant, edits] = nearest(plain, known);
  if (edits <= slipsOf(meant)) return { name, meant, isMisspelt: true };
  const [family = ''] = plain.split('_', 1);
  if (!FAMILIES.has(family)) return null;
  const relatives = known.filter((candidate) => candidate.startsWith(`${family}_`));
  const longer = relatives.find((candidate) => candidate.startsWith(plain) || plain.startsWith(candidate));
  return { name, meant: longer ?? nearest(plain, relatives)[0], isMisspelt: false };
}

function inOurWords(name: string): string {
  const upper = name.toUpperCase().replaceAll('-', '_');
  const words = upper.split('_');
  return (
    OTHER_NAMES[upper] ?? words.map((word) => (words.length > 1 ? (SYNONYMS[word] ?? word) : word)).join('_')
  );
}

/** In a short name a second mistake makes another word of it. */
function slipsOf({ length }: string): number {
  return length < 8 ? 1 : 2;
}

function nearest(name: string, candidates: readonly string[]): [name: string, edits: number] {
  let best: [string, number] = ['', Infinity];
  for (const candidate of candidates) {
    const edits = editsBetween(name, candidate);
    if (edits < best[1]) best = [candidate, edits];
  }
  return best;
}

/**
 * How many letters are inserted, dropped, replaced or swapped with their neighbour (optimal string alignment distance).
 */
export function editsBetween(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, column) => column),
  ];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
