// Tries every line of docs/http.md on a running service. `npm run conformance -- --help`.
import { register } from 'node:module';

register('../test/chaos/typescript-hooks.mjs', import.meta.url);
const { main } = await import('../test/conformance/main.ts');
process.exitCode = await main(process.argv.slice(2));
