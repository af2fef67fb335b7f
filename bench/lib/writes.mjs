import { cancel } from '../../dist/decisions/domain/transitions.js';
import { inFlight } from './in-flight.mjs';
import { afterLastStep, afterStep, aProcess, labelled, lifeOf } from './processes.mjs';

/**
 * The writes of a process that is begun and completed. What they leave behind goes again: a store keeps its size.
 *
 * @param {{ labels?: number, owner?: string | null }} sketch what the processes have
 */
export function writesOf(processes, { labels = 0, owner = null }) {
  const sketch = { labels: labelled(labels), owner };
  const running = (plan) => () => lifeOf(aProcess(Date.now(), { ...sketch, plan })).running;
  return {
    start: startOf(processes, sketch),
    checkpoint: changeOf(processes, running(['step-1', 'step-2']), afterStep),
    'last step': changeOf(processes, running(['step-1']), afterLastStep),
  };
}

function startOf(processes, sketch) {
  const stored = [];
  return {
    prepare: () => undefined,
    call: async () => stored.push(await processes.create(aProcess(Date.now(), sketch))),
    tidy: () => removeAll(processes, stored.splice(0)),
  };
}

function changeOf(processes, begun, change) {
  let stored = [];
  return {
    async prepare(total) {
      stored = Array.from({ length: total }, begun);
      await inFlight((nth) => processes.create(stored[nth]), { total });
    },
    async call(nth) {
      const next = change(stored[nth]);
      if (!(await processes.swap(stored[nth], next))) throw new Error('A write of a bench was refused.');
      stored[nth] = next;
    },
    tidy: () => removeAll(processes, stored),
  };
}

async function removeAll(processes, all) {
  const remove = async (nth) => {
    const last = all[nth];
    const settled = last.status === 'completed' ? last : cancel(last, last.updatedAt, null);
    if (settled !== last) await processes.swap(last, settled);
    await processes.remove(settled);
  };
  await inFlight(remove, { total: all.length });
}
