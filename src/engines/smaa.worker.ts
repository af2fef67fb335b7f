/** Entry of the threads of the pool: the name of its export is the name of the task. */
export { simulate } from './analytic/robustness/smaa.js';
