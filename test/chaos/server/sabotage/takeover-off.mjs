// Preload: nobody takes over from dead workers.
import { Takeover } from '../../../../dist/decisions/application/background/takeover.js';

Takeover.prototype.sweep = async () => undefined;
