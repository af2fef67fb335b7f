import { describe, expect, it } from '@jest/globals';
import { ProcessEvents } from '../decisions/application/base/process-events.js';
import { openTracing } from './open-tracing.js';

describe('traces', () => {
  it('are off unless an exporter is named', async () => {
    expect(await openTracing({ exporter: 'none' }, 'worker-1', new ProcessEvents())).toBeNull();
  });
});
