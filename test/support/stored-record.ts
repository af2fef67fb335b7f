/** The hash of a process, as it lies in Redis. */
export type StoredRecord = Readonly<Record<string, string>>;

/**
 * Everything small that a record says, by name and as text, spelled without the store's own code: members of `facts` and
 * `state`, and what `state` begins with.
 */
export function membersOf(record: StoredRecord): StoredRecord {
  const { revision, createdAt, state } = partsOf(record);
  const members = Object.entries({ ...objectIn(record.facts), ...objectIn(state) });
  const texts = members.map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { revision, created_at: createdAt, ...Object.fromEntries<string>(texts) };
}

/** The fields to write so that a record says something else; `undefined` takes a member away. */
export function withMember(record: StoredRecord, name: string, value: unknown): StoredRecord {
  const facts = objectIn(record.facts);
  if (Object.hasOwn(facts, name)) return { facts: JSON.stringify({ ...facts, [name]: value }) };
  const { revision, createdAt, operation, state } = partsOf(record);
  if (name === 'revision') return { state: `${String(value)} ${createdAt} ${operation} ${state}` };
  const members = JSON.stringify({ ...objectIn(state), [name]: value });
  return { state: `${revision} ${createdAt} ${operation} ${members}` };
}

/** `revision created_at operation {…}` */
function partsOf({ state: text = '' }: StoredRecord) {
  const [revision = '', createdAt = '', operation = '', ...rest] = text.split(' ');
  return { revision, createdAt, operation, state: rest.join(' ') };
}

function objectIn(text = ''): Readonly<Record<string, unknown>> {
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}
