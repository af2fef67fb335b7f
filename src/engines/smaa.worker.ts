/** Entry of the threads of the pool: the name of its export is the name of the task. */
export { simulateBlock } from './analytic/simulation/simulate-block.js';
