// `node store-visit.mjs`: visits the store at REDIS_URL and prints what it saw. Which authorities Node trusts is fixed
// when a process starts, so a test of that needs one of its own.
import { register } from 'node:module';

register('../chaos/typescript-hooks.mjs', import.meta.url);
const { visitStore } = await import('./store-visit.ts');
console.log(JSON.stringify(await visitStore(process.env.REDIS_URL)));
