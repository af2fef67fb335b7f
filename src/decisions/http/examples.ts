/** The process that the documentation shows. */
export const EXAMPLE_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
