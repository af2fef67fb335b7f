import { COMMANDS } from './commands.mjs';

const COLUMN = 30;

/** Everything there is to know to use it, on one screen. */
export function help() {
  return [
    'Looks at and manages the decision processes of a service.',
    '\nUsage: npm run ctl -- COMMAND [OPTIONS]   or, without npm: node scripts/ctl.mjs COMMAND [OPTIONS]',
    '\nCommands',
    ...Object.entries(COMMANDS).flatMap(commandLines),
    '\nOptions',
    line('  --url URL', 'where the service is (http://127.0.0.1:8000)'),
    line('  --key KEY', 'sent as bearer token; in the list of processes of this machine others can read it'),
    line('  --json', 'print what the API answered, as one JSON document'),
    line('  -h, --help', 'print this'),
    '\nEnvironment',
    line('  DECISIONS_URL', 'where the service is, unless --url says so'),
    line('  DECISIONS_KEY', 'sent as bearer token, unless --key says so'),
    line('  NO_COLOR, FORCE_COLOR', 'never or always colours; otherwise on a terminal'),
    '\nExit codes',
    line('  0', 'done'),
    line('  1', 'the service said no or nothing; watch: the process did not complete'),
    line('  2', 'the call makes no sense'),
  ].join('\n');
}

function commandLines([name, { operand, isOptional, summary, options }]) {
  const shown = isOptional ? `[${operand}]` : operand;
  return [
    line(`  ${name}${operand ? ` ${shown}` : ''}`, summary),
    ...Object.entries(options).map(([option, { value, about }]) =>
      line(`      --${option}${value ? ` ${value}` : ''}`, about),
    ),
  ];
}

function line(left, right) {
  const gap = left.length >= COLUMN ? `\n${' '.repeat(COLUMN)}` : ' '.repeat(COLUMN - left.length);
  return left + gap + right;
}
