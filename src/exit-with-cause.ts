import { factsOf, isInstance } from './decisions/domain/foreign/thrown.js';

/** Ends a start that cannot succeed: one line for causes that an operator can correct, the stack for anything else. */
export function exitWithCause(error: unknown): never {
  process.stderr.write(`${causeOf(error)}\n`);
  process.exit(1);
}

/** Faults of the environment whose message says everything. */
const EXPECTED = new Set(['InvalidEnvironment', 'StoreRefused', 'EngineModuleInvalid', 'EnginesInvalid']);

/** What keeps a server from listening, by the system's code, and what to do about it. */
const LISTENING: Readonly<Record<string, (port: string, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} of ${host} is in use by another program: stop that one, or choose another port, e.g. PORT=${Number(port) + 1}; PORT=0 takes a free one.`,
  EACCES: (port) => `This user may not listen on port ${port}: choose a port above 1023, e.g. PORT=8000.`,
  EADDRNOTAVAIL: (_port, host) =>
    `${host} is no address of this machine: HOST=127.0.0.1 listens on this machine alone, HOST=0.0.0.0 on all of its addresses.`,
  ENOTFOUND: (_port, host) =>
    `The host name ${host} has no address here: HOST must be a name or an address of this machine, e.g. HOST=127.0.0.1.`,
};

/** The text that tells an operator why the program ends. */
export function causeOf(error: unknown): string {
  if (!isInstance(error, Error)) return textOf(error);
  if (EXPECTED.has(error.name)) return error.message;
  return listeningFault(error) ?? error.stack ?? error.message;
}

/** A module may also throw what is not an error. */
function textOf(thrown: unknown): string {
  const { name, message } = factsOf(thrown);
  return message || `The start was ended by a thrown value of the type ${name}.`;
}

function listeningFault(error: Error): string | null {
  const { code, syscall, port, address, hostname } = error as NodeJS.ErrnoException & {
    port?: unknown;
    address?: unknown;
    hostname?: unknown;
  };
  if (!['listen', 'bind', 'getaddrinfo'].includes(syscall ?? '')) return null;
  const text = LISTENING[code ?? ''];
  return text ? text(String(port), String(address ?? hostname)) : null;
}
