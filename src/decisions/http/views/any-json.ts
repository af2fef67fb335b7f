/** How the documentation describes any JSON value; `nullable` is said beside it. */
export const ANY_JSON = [
  { type: 'object' },
  { type: 'array', items: {} },
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
];
