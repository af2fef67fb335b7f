const WITHHELD = '***';

/** `user:password@` of any address, as in `redis://user:password@host`. */
const USER_INFO = /(?<=:\/\/)[^\s/?#]*(?=@)/g;
/** `password=…`, `"apiKey": "…"`, `Authorization: Bearer …`. */
const NAMED_SECRET =
  /(\b[\w-]*(?:password|passwd|pwd|secret|token|api[-_]?key|authorization)\b["']?\s*[=:]\s*)(?:(?:bearer|basic)\s+)?(?:"[^"]*"|'[^']*'|[^\s,;&]+)/gi;

/**
 * The text of an error without what looks like credentials: drivers quote the address and the settings they were given.
 */
export function withoutCredentials(text: string): string {
  return text.replace(USER_INFO, WITHHELD).replace(NAMED_SECRET, `$1${WITHHELD}`);
}
