const ASKED = Symbol.for('decision-backend.asked');

/** Of each kind what it takes, and what counts as the answer where none has to be given. */
const KINDS = {
  approval: { takes: {}, otherwise: { outcome: 'reject' } },
  choice: { takes: { options: ['left', 'right'] }, otherwise: { outcome: 'left' } },
  data: {
    takes: {
      schema: { type: 'object', properties: { figure: { type: 'integer' } }, required: ['figure'] },
    },
    otherwise: { outcome: 'submit', data: { figure: 0 } },
  },
};

/** What a step asks next, one question after the other; `null` when all have their answers. */
export function nextQuestion(step, asks, answers) {
  const next = asks.find((each) => each.step === step && !(each.name in answers));
  return next ? { [ASKED]: questionOf(next) } : null;
}

/** Whoever answers reads in the evidence whether anybody is to. */
function questionOf({ name, kind, answered_by: answeredBy, expires_in_ms: expiresInMs, goes_on: goesOn }) {
  const { takes, otherwise } = KINDS[kind];
  return {
    ...{ name, kind, title: `What is the ${kind}?`, evidence: { answered_by: answeredBy } },
    ...takes,
    ...(expiresInMs === null ? {} : { expiresInMs }),
    ...(goesOn ? { onExpiry: otherwise } : {}),
  };
}
