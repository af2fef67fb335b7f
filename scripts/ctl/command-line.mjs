import { parseArgs } from 'node:util';
import { nearest } from '../lib/near.mjs';
import { COMMANDS } from './commands.mjs';
import { UsageError } from './usage-error.mjs';

const DEFAULT_URL = 'http://127.0.0.1:8000';
const COMMON = {
  url: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};
/** A UUID. Anything else could be taken for another path of the API. */
const PROCESS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * What the words of a call ask for; `null` if for help.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @throws UsageError
 */
export function commandLine(args, env) {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [name, ...operands] = named(positionals);
  const command = commandOf(name);
  const unfit = Object.keys(values).find((option) => !(option in COMMON) && !(option in command.options));
  if (unfit)
    throw new UsageError(`${name} has no option --${unfit}.${hint(unfit, optionsOf(command), '--')}`);
  const [operand] = fitting(operands, name, command);
  const key = keyOf(values.key ?? env.DECISIONS_KEY);
  return { command, options: values, operand, url: urlOf(values.url ?? env.DECISIONS_URL), key };
}

function parsed(args) {
  const options = Object.assign({}, COMMON, ...Object.values(COMMANDS).map((command) => command.options));
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [what] = error.message.split('. ');
    const [, option] = /^Unknown option '--([\w-]+)/.exec(what) ?? [];
    const meant = option === undefined ? '' : hint(option, Object.keys(options), '--');
    throw new UsageError(`${what}.${meant}`, { cause: error });
  }
}

/** Some commands have two words. */
function named([first, second, ...rest]) {
  const both = `${first} ${second}`;
  if (second !== undefined && Object.hasOwn(COMMANDS, both)) return [both, ...rest];
  return [first, second, ...rest].filter((word) => word !== undefined);
}

function commandOf(name) {
  if (name === undefined) throw new UsageError('Which command?');
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new UsageError(`There is no command "${name}".${hint(name, Object.keys(COMMANDS))}`);
  }
  return COMMANDS[name];
}

function optionsOf(command) {
  return [...Object.keys(COMMON), ...Object.keys(command.options)];
}

function hint(word, candidates, prefix = '') {
  const meant = nearest(word, candidates);
  return meant === null ? '' : ` Did you mean ${prefix}${meant}?`;
}

function fitting(operands, name, { operand, isOptional }) {
  const wanted = operand ? 1 : 0;
  if (operands.length < wanted && !isOptional) throw new UsageError(`${name} needs ${operand}.`);
  if (operands.length > wanted) {
    const longer = Object.keys(COMMANDS).filter((other) => other.startsWith(`${name} `));
    const meant = hint(`${name} ${operands[wanted]}`, longer);
    throw new UsageError(`${name} cannot do with "${operands[wanted]}".${meant}`);
  }
  if (operand === 'ID' && operands.length > 0 && !PROCESS_ID.test(operands[0])) {
    throw new UsageError(`"${operands[0]}" is not the id of a process.`);
  }
  return operand === 'ID' ? operands.map((id) => id.toLowerCase()) : operands;
}

function urlOf(text = DEFAULT_URL) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new UsageError('The URL must be one of http or https, without a user in it.');
  }
  return url.origin + url.pathname;
}

/** Never shown: not in an error either. */
function keyOf(key) {
  if (key && !PRINTABLE.test(key)) throw new UsageError('The key must be printable, without blanks.');
  return key;
}
