import { escapeJson } from '../lib/text.mjs';

/**
 * Prints what the service answered: the document itself if JSON is wanted, otherwise what `view` makes of it.
 *
 * @param {{ terminal: import('../lib/terminal.mjs').Terminal, options: { json?: boolean } }} context
 * @param {string} document JSON; may be empty
 * @param {() => string} view
 */
export function printAnswer({ terminal, options }, document, view) {
  if (!options.json) terminal.print(view());
  else if (document !== '') terminal.print(escapeJson(document).trimEnd());
}
