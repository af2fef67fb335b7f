/** The fields of INFO, all sections together. */
export type ServerInfo = ReadonlyMap<string, string>;

/** @param text as INFO answers it: `name:value` on each line, sections begin with `#` */
export function parseInfo(text: string): ServerInfo {
  const lines = text.split('\r\n').filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
