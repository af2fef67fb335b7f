import { STATUSES } from './statuses.mjs';
import { bar as barOf } from './table.mjs';

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };
const WIDEST = 100;
const ERASE_LINE = '\r\u001b[2K';

/**
 * Where people read: with colours and bars on a terminal, plain in a pipe. `NO_COLOR` takes the colours away,
 * `FORCE_COLOR` brings both into a pipe.
 */
export class Terminal {
  #stream;
  #isForced;
  #hasColour;
  #hasNote = false;

  constructor(stream = process.stdout, env = process.env) {
    this.#stream = stream;
    this.#isForced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0';
    this.#hasColour = !env.NO_COLOR && (this.#isForced || (this.isInteractive && env.TERM !== 'dumb'));
  }

  get isInteractive() {
    return this.#stream.isTTY === true;
  }

  /** Columns of text that read well here. */
  get columns() {
    return Math.min(this.#stream.columns || WIDEST, WIDEST);
  }

  /** Columns of a table: all there are, and no limit in a pipe. */
  get tableColumns() {
    return this.isInteractive ? this.#stream.columns || WIDEST : Infinity;
  }

  print(text = '') {
    this.#stream.write(`${this.#hasNote ? ERASE_LINE : ''}${text}\n`);
    this.#hasNote = false;
  }

  /** A line that the next one replaces; only where there is somebody to look at it. */
  note(text) {
    if (!this.isInteractive) return;
    this.#stream.write(`${ERASE_LINE}${text}`);
    this.#hasNote = true;
  }

  style(name, text) {
    return this.#hasColour && name && text ? `\u001b[${STYLES[name]}m${text}\u001b[0m` : text;
  }

  heading(text) {
    return this.style('bold', text);
  }

  status(status) {
    return this.style(STATUSES[status]?.style, status);
  }

  /** A bar, or nothing in a pipe: the number beside it says the same. */
  bar(share, columns) {
    return this.#hasBars ? this.style('cyan', barOf(share, columns)) : '';
  }

  /** A bar whose full length shows, with a gap after it. */
  gauge(share, columns = 20) {
    return this.#hasBars ? `${this.style('cyan', barOf(share, columns).padEnd(columns, '·'))}  ` : '';
  }

  get #hasBars() {
    return this.isInteractive || this.#isForced;
  }
}
