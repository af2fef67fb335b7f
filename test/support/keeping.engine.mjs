// Keeps whatever it is given: processes as large as a test wants them.
export const engines = [
  {
    name: 'keeping',
    version: 1,
    parse: (problem) => problem,
    steps: [{ name: 'keep', run: () => null }],
  },
];
