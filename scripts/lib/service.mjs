import { visible, visibleJson } from './text.mjs';

const DEADLINE_MS = 15_000;
const REASONS = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
};

/** The service answered, and what it said is no. */
export class Refused extends Error {
  /** @param {{ status: number, problem: object, text: string, retryAfterS: number | null }} answer */
  constructor({ status, problem, text, retryAfterS }) {
    super(problem.detail ?? problem.title ?? `The answer was ${status}.`);
    this.name = 'Refused';
    Object.assign(this, { status, problem, text, retryAfterS });
  }

  /** Whether the same request may succeed a little later. */
  get isPassing() {
    return [429, 502, 503, 504].includes(this.status);
  }
}

/** No answer, or none that a decision service gives; why is in the message. */
export class NoAnswer extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'NoAnswer';
  }
}

/** A decision service somewhere. Text of its answers is safe to be shown. */
export class Service {
  #base;
  #headers;

  /**
   * @param {string} url its root; may have a path
   * @param {string} [key] of the API, if it wants one
   */
  constructor(url, key) {
    this.#base = url.replace(/\/+$/, '');
    this.#headers = key ? { authorization: `Bearer ${key}` } : {};
  }

  /**
   * One request and its whole answer. `body` is `null` where there is none, e.g. with 204 and 304.
   *
   * @param {string} path below the root
   * @param {{ method?: string, headers?: Record<string, string>, body?: string, deadlineMs?: number }} [request]
   * @throws Refused, NoAnswer
   */
  async ask(path, { deadlineMs = DEADLINE_MS, ...request } = {}) {
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await this.#send(path, { ...request, signal });
    const text = await response.text().catch((error) => this.#fail(error));
    const body = this.#parse(text, response);
    if (response.status >= 400) throw refusalOf(response, body, text);
    return { status: response.status, headers: response.headers, text, body };
  }

  /**
   * An answer that is read as it comes. The request ends with `signal`.
   *
   * @throws Refused, NoAnswer
   */
  async open(path, { headers, signal }) {
    const response = await this.#send(path, { headers, signal });
    if (response.status < 400) return response;
    const text = await response.text().catch((error) => this.#fail(error));
    throw refusalOf(response, this.#parse(text, response), text);
  }

  async #send(path, { headers = {}, ...request }) {
    const all = { accept: 'application/json', ...this.#headers, ...headers };
    try {
      return await fetch(this.#base + path, { redirect: 'error', ...request, headers: all });
    } catch (error) {
      return this.#fail(error);
    }
  }

  #parse(text, { status, headers }) {
    if (text === '') return null;
    try {
      const body = JSON.parse(text);
      if (/[/+]json\b/.test(headers.get('content-type')) && typeof body === 'object')
        return visibleJson(body);
    } catch {
      // This is not an answer of the service.
    }
    throw new NoAnswer(`${this.#base} answered ${status}, but not as a decision service does.`);
  }

  #fail(error) {
    const { name, code, message } = error.cause ?? error;
    const reason = name === 'TimeoutError' ? 'it took too long' : (REASONS[code] ?? visible(message || code));
    throw new NoAnswer(`${this.#base} did not answer: ${reason}.`, { cause: error });
  }
}

function refusalOf({ status, headers }, problem, text) {
  const retryAfter = headers.get('retry-after');
  const retryAfterS = /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) : null;
  return new Refused({ status, problem: problem ?? {}, text, retryAfterS });
}
