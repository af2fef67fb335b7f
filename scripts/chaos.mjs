// Breaks a running service in every way it has to survive, and judges it from outside. `npm run chaos -- --help`.
import { register } from 'node:module';

register('../test/chaos/typescript-hooks.mjs', import.meta.url);
const { main } = await import('../test/chaos/main.ts');
process.exitCode = await main(process.argv.slice(2));
