// Preload: nobody takes over from dead workers.
import { Takeover } from '../../../../dist/decisions/application/takeover.js';

Takeover.prototype.sweep = async () => undefined;
