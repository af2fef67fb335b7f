// Makes an API key: `npm run key -- --name procurement --roles read+write`. The secret is shown once and stored nowhere.
import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

const ROLES = ['read', 'write', 'review', 'metrics', 'admin'];
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const USAGE = `usage: npm run key -- --name NAME [--roles read+write]
  NAME   whose key it is: letters, digits, dots, dashes, @ and underscores, at most 64
  roles  of ${ROLES.join(', ')}, joined by +`;

const { name, roles } = options();
const faults = [
  ...(NAME.test(name) ? [] : ['--name is missing or not of this form']),
  ...roles.filter((role) => !ROLES.includes(role)).map((role) => `there is no role ${JSON.stringify(role)}`),
];

if (faults.length > 0) {
  console.error(`${faults.join('\n')}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const secret = `dk_${randomBytes(32).toString('base64url')}`;
  const digest = createHash('sha256').update(secret).digest('hex');
  console.log(
    `Entry for API_KEYS (several are joined by commas):\n\n  ${name}:${roles.join('+')}:${digest}\n`,
  );
  console.log(`Secret for the caller, shown this once:\n\n  ${secret}\n`);
  console.log(
    `It is used so:\n\n  curl -H 'Authorization: Bearer ${secret}' http://127.0.0.1:8000/decisions/stats`,
  );
}

function options() {
  try {
    const { values } = parseArgs({
      options: { name: { type: 'string', default: '' }, roles: { type: 'string', default: 'read+write' } },
    });
    return { name: values.name, roles: values.roles.split('+') };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}
