// `node --import ./test/support/names.mjs …`: names that a test gives addresses, and takes them away again. Every line of
// the file NAMES names one, `host address`; all others are looked up as ever.
import dns from 'node:dns';
import { readFileSync } from 'node:fs';

const { lookup } = dns;

dns.lookup = (host, ...rest) => lookup(addressOf(host) ?? host, ...rest);

function addressOf(host) {
  const lines = readFileSync(process.env.NAMES, 'utf8').split('\n');
  return lines.find((line) => line.startsWith(`${host} `))?.split(' ')[1];
}
