import { PAYLOAD } from './processes.mjs';

const QUERY = 'Which supplier should we sign for the next three years?';

/** A problem of about a kilobyte for the engine that ships: ten alternatives, five criteria. */
const PROBLEM = {
  alternatives: Array.from({ length: 10 }, (_, nth) => `Alternative ${nth + 1}`),
  criteria: ['price', 'quality', 'delivery', 'support', 'risk'].map((name, nth) => ({
    name,
    direction: nth === 0 || nth === 4 ? 'cost' : 'benefit',
    weight: 0.2,
  })),
  scores: Array.from({ length: 10 }, (_, row) =>
    Array.from({ length: 5 }, (_, column) => ((row * 7 + column * 3) % 11) + 1),
  ),
  robustness: { samples: 0 },
};

const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const START = json({ decision_query: QUERY, problem: PROBLEM });
export const START_ONE = json({ decision_query: QUERY, engine: 'bench-one', problem: PAYLOAD });
