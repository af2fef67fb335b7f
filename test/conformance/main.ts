import { parseArgs } from 'node:util';
import { type Gap } from './coverage.js';
import { NEEDS } from './needs.js';
import { Installation, type InstallationOptions, type Keys } from './installation.js';
import { type Outcome, type Tried, tryAll } from './suite.js';

const USAGE = `Usage: npm run conformance -- --url URL [options]
  --url URL          root of the service
  --second-url URL   another instance on the same store: what is started at one is read at the other
  --key SECRET       of a caller with the roles read and write
  --other-key SECRET of another caller with the same roles
  --review-key SECRET of a caller with the role review alone
  --admin-key SECRET of an administrator
  --origin ORIGIN    one of its CORS_ORIGINS
  --bounds           its bounds are small: RATE_LIMIT_PER_S and MAX_UNSETTLED at most hundreds, IN_FLIGHT_BYTES=1048576

What takes an engine is tried where ENGINE_MODULES has test/conformance/conformance.engine.mjs.
Processes are started, cancelled and removed. Ends with 1 if anything does not hold or was not reached.`;

/** Answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const options = optionsFrom(values);
  if (values.help || options === null) {
    print(USAGE);
    return values.help ? 0 : 2;
  }
  const installation = await Installation.open(options);
  const outcome = await tryAll(installation, (tried) => print(lineOf(tried)));
  print(`\n${summaryOf(outcome)}`);
  return isWhole(outcome) ? 0 : 1;
}

/** Whether all that could be tried holds, and everything documented that could be reached was. */
export function isWhole({ tried, gaps }: Outcome): boolean {
  return tried.every(({ fault }) => fault === null) && gaps.every(({ needs }) => needs.length > 0);
}

const OPTIONS = {
  url: { type: 'string' },
  'second-url': { type: 'string' },
  key: { type: 'string' },
  'other-key': { type: 'string' },
  'review-key': { type: 'string' },
  'admin-key': { type: 'string' },
  origin: { type: 'string' },
  bounds: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** `null` where something is missing. */
function optionsFrom(values: Values): InstallationOptions | null {
  const { url, origin } = values;
  const given = [values.key, values['other-key'], values['review-key'], values['admin-key']];
  if (url === undefined || new Set(given.map((key) => key === undefined)).size > 1) return null;
  const [own, other, review, admin] = given;
  const keys = { own, other, review, admin } as Keys;
  return {
    ...{ url, origin, hasSmallBounds: values.bounds },
    secondUrl: values['second-url'],
    keys: own === undefined ? undefined : keys,
  };
}

function lineOf({ check, fault, missing }: Tried): string {
  const verdict = missing.length > 0 ? 'not tried' : fault === null ? 'holds' : 'DOES NOT HOLD';
  const line = `${verdict.padEnd(14)} ${check.line.slice(0, 46).padEnd(47)} ${check.tries}`;
  return fault === null ? line : `${line}\n${fault.replace(/^/gm, '    ')}`;
}

function summaryOf({ tried, gaps }: Outcome): string {
  const count = (isCounted: (each: Tried) => boolean) => tried.filter(isCounted).length;
  const untried = count(({ missing }) => missing.length > 0);
  const faulty = count(({ fault }) => fault !== null);
  const unreached = gaps.filter(({ needs }) => needs.length === 0);
  return [
    `${tried.length - untried - faulty} hold, ${faulty} do not, ${untried} were not tried.`,
    ...[...new Set(tried.flatMap(({ missing }) => missing))].map((need) => `Not given: ${NEEDS[need]}`),
    `Of the OpenAPI document ${unreached.length} answers were not reached${unreached.length > 0 ? ':' : '.'}`,
    ...unreached.map(({ what }: Gap) => `    ${what}`),
  ].join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
