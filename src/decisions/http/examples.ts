/** The problem of the documented start: the first example of the default engine, without what it may leave out. A test holds it. */
export const SUPPLIER_PROBLEM = {
  alternatives: ['Alpha', 'Beta', 'Gamma'],
  criteria: [
    { name: 'price', direction: 'cost', weight: 0.5 },
    { name: 'quality', direction: 'benefit', weight: 0.3 },
    { name: 'delivery', direction: 'benefit', weight: 0.2 },
  ],
  scores: [
    [10, 7, 3],
    [12, 9, 4],
    [8, 5, 5],
  ],
};

/** The process that the documentation shows. */
export const EXAMPLE_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
