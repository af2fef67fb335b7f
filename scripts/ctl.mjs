#!/usr/bin/env node
// Looks at and manages the decision processes of a service, wherever it runs: `node scripts/ctl.mjs --help`.
import { commandLine } from './ctl/command-line.mjs';
import { help } from './ctl/help.mjs';
import { refusal } from './ctl/refusal.mjs';
import { UsageError } from './ctl/usage-error.mjs';
import { Refused, Service } from './lib/service.mjs';
import { Terminal } from './lib/terminal.mjs';
import { escapeJson, visible } from './lib/text.mjs';

// The reader of our output may have seen enough, like `head`.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const out = new Terminal(process.stdout);
const err = new Terminal(process.stderr);
process.exitCode = await run(process.argv.slice(2));

/** @returns {Promise<number>} the exit code: 0 done, 1 the service said no or nothing, 2 the call makes no sense */
async function run(args) {
  let call = null;
  try {
    call = commandLine(args, process.env);
    if (call !== null) return (await call.command.run(contextOf(call))) ?? 0;
    out.print(help());
    return 0;
  } catch (error) {
    return failed(error, call?.options.json === true);
  }
}

function contextOf({ url, key, options, operand }) {
  return { service: new Service(url, key), terminal: out, trouble: err, options, operand };
}

function failed(error, isJson) {
  if (error instanceof UsageError) {
    err.print(`${err.style('red', visible(error.message))}\n\n${help()}`);
    return 2;
  }
  if (error instanceof Refused && isJson && error.text !== '') out.print(escapeJson(error.text).trimEnd());
  else err.print(error instanceof Refused ? refusal(error, err) : err.style('red', visible(error.message)));
  return 1;
}
