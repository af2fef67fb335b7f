import { read } from './thrown.js';

/**
 * What an object is, with its article: `a Map`, `an Error`, `a Supplier`; `an object of a class` if the class is
 * unknown.
 */
export function nameOfType(value: object): string {
  const name = read(read(value, 'constructor'), 'name');
  if (typeof name !== 'string' || !/^[A-Za-z_$][\w$]{0,63}$/.test(name)) return 'an object of a class';
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`;
}
