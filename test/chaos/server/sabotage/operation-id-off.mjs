// Preload: the store no longer recognizes an operation it has seen, so a write that is sent again is a new one.
import { REDIS_SCRIPTS } from '../../../../dist/persistence/redis/server/scripts.js';

const RECOGNITION = 'if state == written then return 1 end';
const script = REDIS_SCRIPTS.swapProcess;

if (!script.lua.includes(RECOGNITION))
  throw new Error('The script does not recognize operations where it is expected to.');
script.lua = script.lua.replace(RECOGNITION, '');
