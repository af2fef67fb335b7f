import type { ReplyJson } from './http-client.js';

/** Entity tags are opaque; but they name the life of the process and its revision. */
export function tagOf({ created_at, revision }: Pick<ReplyJson, 'created_at' | 'revision'>): RegExp {
  return new RegExp(`^"${Date.parse(created_at).toString(36)}\\.${revision}\\.[a-z0-9]+"$`);
}
