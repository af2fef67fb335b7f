import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';
import { killAmidAnswer } from '../faults/server-faults.js';
import { closedRequestsOf, type StoredRequest } from '../judge/requests.js';
import type { Verdict } from '../judge/verdict.js';
import type { Ask } from '../load/journal.js';
import { People } from '../load/people.js';
import { quantiles } from '../report/figures.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

const KINDS = ['approval', 'choice', 'data'] as const;

/** Processes that ask people, who answer through servers that are killed amid it; what nobody answers expires. */
export const ask: Scenario = (settings) => {
  let people: People | undefined;
  return underLoad(settings, {
    load: () => ({ stepMs: [5, 60], inFlight: 48, asks: questions }),
    company: (bed) => (people = new People(bed)),
    strike: async (bed, victim, random) => {
      if (people) await killAmidAnswer(bed, victim, { people, random });
    },
    addition: requestFigures,
  });
};

/** One to three questions of two steps; some expire, of these some before anybody answers. */
function questions(random: Random): readonly Ask[] {
  const steps = ['s2', 's2', 's4'].slice(0, random.between(1, 3));
  return steps.map((step, nth) => {
    const isAnswered = random.chance(0.8);
    const expires = !isAnswered || random.chance(0.3);
    return {
      ...{ step, name: `question-${nth + 1}`, kind: random.pick(KINDS) },
      answered_by: isAnswered ? 'people' : 'nobody',
      expires_in_ms: expires ? random.between(50, 800) : null,
      goes_on: expires && random.chance(0.7),
    };
  });
}

function requestFigures({ journal }: TestBed, { evidence }: Verdict): Addition {
  const all = [...evidence.dump.processes.values()].flatMap(closedRequestsOf);
  const of = (closing: string) => all.filter((request) => request.closing === closing);
  const told = (status: number) => journal.answers.filter(({ reply }) => reply === status).length;
  return {
    figures: {
      'requests answered': of('answered').length,
      'requests expired': of('expired').length,
      'late beyond their time, ms': quantiles(of('expired').map(latenessOf)),
      'answers accepted, also again': told(200),
      'answers told that another was first, or it was too late': told(409),
      'answers that got no reply or later': journal.answers.length - told(200) - told(409),
    },
    violations: [],
  };
}

function latenessOf({ closed_at: closedAt, expires_at: expiresAt = closedAt }: StoredRequest): number {
  return closedAt - expiresAt;
}
