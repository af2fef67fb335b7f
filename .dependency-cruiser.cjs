/** The arrows of ARCHITECTURE.md: http -> application -> domain <- persistence, engines -> domain. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^src/', pathNot: allowed.map((folder) => `^src/${folder}`) },
});

/** Rooms of the application, and the domain that all of them know. */
const rooms = (...names) => ['decisions/domain/', ...names.map((name) => `decisions/application/${name}/`)];

/** What every room of the routes of decisions stands on. */
const BELOW_ROUTES = ['decisions/application/', 'decisions/domain/', 'decisions/http/examples\\.ts', 'http/'];

/** Rooms of the Redis store, and what all stores have in common. */
const redisRooms = (...names) => [
  'decisions/domain/',
  'persistence/shared/',
  'persistence/(persistence|store-refused)\\.ts',
  ...names.map((name) => `persistence/redis/${name}/`),
];

/** Rooms of the analysis, each with those it stands on: an order without circles. */
const NUMBERS = ['numbers', 'problem'];
const FRAMED = [...NUMBERS, 'pairwise', 'framing'];
const SCORED = [...FRAMED, 'scoring'];
/** Parts of other methods. */
const MADE_OF = [...SCORED, 'methods/distance', 'methods/ratio'];
const READ = [...NUMBERS, 'parsing/reading'];
const WEIGHED = [...SCORED, 'weighting', 'methods'];
const STRESSED = [...WEIGHED, 'simulation', 'robustness'];
const analyticRoom = (room, below, comment) =>
  only(
    `analytic-${room.replace('/', '-')}`,
    `engines/analytic/${room}/`,
    ['decisions/domain/', ...[room, ...below].map((name) => `engines/analytic/${name}/`)],
    comment,
  );

/** What operators look at: how requests are answered, processes are run, and where they are kept. */
const WORK = [
  'http/',
  'decisions/application/',
  'decisions/domain/',
  'decisions/decisions\\.module\\.ts',
  'persistence/persistence\\.ts',
];
/** What others let themselves be told. */
const OPTIONS = ['engines/engines\\.module\\.ts', 'http/', 'persistence/', 'tracing/open-tracing\\.ts'];

module.exports = {
  forbidden: [
    only('domain-is-pure', 'decisions/domain/', ['decisions/domain/'], 'The domain imports only itself.'),
    {
      name: 'domain-and-engines-have-no-libraries',
      comment: 'No Nest, no clock, no I/O: plain functions on plain values.',
      severity: 'error',
      from: { path: '^src/(decisions/domain|engines/analytic)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '^src/' },
    },
    only(
      'application-knows-only-domain',
      'decisions/application/',
      ['decisions/application/', 'decisions/domain/'],
      'Use cases know the ports, never an adapter.',
    ),
    only(
      'base-knows-no-other-room',
      'decisions/application/base/',
      rooms('base'),
      'Clock, events, settings and tasks: what every room of the application stands on.',
    ),
    only(
      'ownership-stands-on-base',
      'decisions/application/ownership/',
      rooms('ownership', 'base'),
      'Whose a process is does not depend on how it is run.',
    ),
    only(
      'running-stands-on-ownership',
      'decisions/application/running/',
      rooms('running', 'ownership', 'base'),
      'A run knows nothing of what set it off.',
    ),
    only(
      'background-needs-no-use-case',
      'decisions/application/background/',
      rooms('background', 'running', 'ownership', 'base'),
      'What an instance does by itself does not go through what callers ask for.',
    ),
    only(
      'use-cases-need-no-background',
      'decisions/application/use-cases/',
      rooms('use-cases', 'running', 'ownership', 'base'),
      'What callers ask for does not go through what an instance does by itself.',
    ),
    only(
      'http-goes-through-application',
      'decisions/http/',
      ['decisions/http/', 'decisions/application/', 'decisions/domain/', 'http/'],
      'Controllers call use cases; they never reach a store.',
    ),
    only(
      'foreign-code-needs-no-process',
      'decisions/domain/foreign/',
      [
        'decisions/domain/foreign/',
        'decisions/domain/ports/decision-engine\\.ts',
        'decisions/domain/json\\.ts',
      ],
      'What others throw or hand over is judged without knowing what it is for.',
    ),
    only(
      'input-knows-no-answer',
      'decisions/http/input/',
      [...BELOW_ROUTES, 'decisions/http/input/'],
      'What comes in is read before anybody knows what goes out.',
    ),
    only(
      'views-know-no-input',
      'decisions/http/views/',
      [...BELOW_ROUTES, 'decisions/http/views/'],
      'What goes out does not depend on what was asked.',
    ),
    only(
      'docs-describe-input-and-views',
      'decisions/http/docs/',
      [...BELOW_ROUTES, 'decisions/http/(docs|input|views)/'],
      'What OpenAPI says is about what comes in and goes out, and not about who does it.',
    ),
    only(
      'answers-know-no-route',
      'decisions/http/answers/',
      [...BELOW_ROUTES, 'decisions/http/(answers|views)/'],
      'An answer is the same on every route that gives it.',
    ),
    only(
      'http-knows-no-decisions',
      'http/',
      ['http/'],
      'What a request and an answer are does not depend on what is asked for.',
    ),
    only(
      'reading-a-request-knows-one-answer',
      'http/request/(body|headers)/',
      ['http/request/(body|headers)/', 'http/answer/problem\\.ts'],
      'A body or a header that cannot be read is answered with a problem, and with nothing else.',
    ),
    only(
      'configuration-is-handed-out',
      'config/',
      ['config/', 'access/', 'decisions/application/base/', 'decisions/domain/', ...OPTIONS],
      'Each part of the program gets its settings in its own terms.',
    ),
    only(
      'health-looks-at-what-works',
      'health/',
      ['health/', 'config/', ...WORK],
      'Nothing depends on how it is looked at: health, then logging and metrics, which read it.',
    ),
    only(
      'logging-hears-what-happens',
      'logging/',
      ['logging/', 'health/', 'config/', ...WORK],
      'A line of the log is written about what happens, and nothing happens because of it.',
    ),
    only(
      'metrics-count-what-happens',
      'metrics/',
      ['metrics/', 'health/', 'config/', ...WORK],
      'A number is kept of what happens, and nothing happens because of it.',
    ),
    only(
      'tracing-follows-requests-and-steps',
      'tracing/',
      ['tracing/', ...WORK],
      'Spans are made where the application offers a place for them.',
    ),
    only(
      'cleanup-goes-through-application',
      'cleanup/',
      ['cleanup/', 'config/', 'decisions/application/', 'decisions/decisions\\.module\\.ts'],
      'A job by the clock calls the same use case as a caller.',
    ),
    only(
      'access-knows-who-not-what',
      'access/',
      ['access/', 'http/', 'decisions/domain/caller\\.ts'],
      'The gate knows callers and routes, and nothing of processes.',
    ),
    only(
      'persistence-knows-only-domain',
      'persistence/',
      ['persistence/', 'decisions/domain/'],
      'An adapter knows the port it implements and nothing of its callers.',
    ),
    only(
      'memory-knows-no-other-store',
      'persistence/memory/',
      ['persistence/memory/', ...redisRooms()],
      'What stores have in common is in shared/.',
    ),
    only(
      'redis-server-knows-no-other-room',
      'persistence/redis/server/',
      redisRooms('server'),
      'The way to the server knows keys and scripts, and nothing of what is kept under them.',
    ),
    only(
      'redis-records-stand-on-server',
      'persistence/redis/records/',
      redisRooms('records', 'server'),
      'How a record is read and written does not depend on how it is found.',
    ),
    only(
      'redis-lists-stand-on-records',
      'persistence/redis/lists/',
      redisRooms('lists', 'records', 'server'),
      'Lists do not depend on how they are compared with records.',
    ),
    only(
      'redis-index-check-stands-on-records',
      'persistence/redis/index-check/',
      redisRooms('index-check', 'records', 'server'),
      'Comparing walks over keys, not over what lists show.',
    ),
    only(
      'redis-rights-stand-on-server',
      'persistence/redis/rights/',
      redisRooms('rights', 'server'),
      'What a user must be allowed does not depend on who asks for it.',
    ),
    only(
      'redis-opening-stands-on-server',
      'persistence/redis/opening/',
      redisRooms('opening', 'server'),
      'How to connect does not depend on what is kept.',
    ),
    analyticRoom('numbers', [], 'Arithmetic of lists and tables knows no decision.'),
    analyticRoom('problem', ['numbers'], 'What is asked does not depend on how it is answered.'),
    analyticRoom('pairwise', NUMBERS, 'Judgments of pairs are the same of criteria and of alternatives.'),
    analyticRoom('framing', FRAMED, 'What is compared is settled before it is weighed or scored.'),
    analyticRoom('scoring', SCORED, 'What scores are worth does not depend on the method.'),
    analyticRoom('weighting', SCORED, 'Weights know nothing of the method that takes them.'),
    analyticRoom('weighting/data', NUMBERS, 'Weights from scores look at nothing else.'),
    analyticRoom('weighting/judges', [...NUMBERS, 'pairwise'], 'People are heard before weights are used.'),
    analyticRoom('methods', SCORED, 'A method takes weights wherever they come from.'),
    analyticRoom('methods/ratio', SCORED, 'A method knows only methods it is made of.'),
    analyticRoom('methods/distance', SCORED, 'A method knows only methods it is made of.'),
    analyticRoom('methods/judged', SCORED, 'A method knows only methods it is made of.'),
    analyticRoom('methods/moora', MADE_OF, 'A method knows only methods it is made of.'),
    analyticRoom('methods/outranking', MADE_OF, 'A method knows only methods it is made of.'),
    analyticRoom('analysis', WEIGHED, 'What follows at little cost knows nothing of how firm it is.'),
    analyticRoom('parsing', WEIGHED, 'A problem is read without looking at what comes of it.'),
    analyticRoom('parsing/reading', NUMBERS, 'How a member is read does not depend on which one it is.'),
    analyticRoom('parsing/criteria', READ, 'Criteria are read first.'),
    analyticRoom('parsing/human', READ, 'When a person looks does not depend on what is decided.'),
    analyticRoom('parsing/scores', [...READ, ...WEIGHED, 'parsing/criteria'], 'Scores are read by criteria.'),
    analyticRoom('parsing/judges', [...READ, ...WEIGHED, 'parsing/scores'], 'Judges give scores.'),
    analyticRoom('parsing/methods', [...READ, ...WEIGHED, 'parsing/scores'], 'A method demands scores.'),
    analyticRoom('parsing/weights', [...READ, ...WEIGHED], 'Weights are read without the method.'),
    analyticRoom('simulation', [...SCORED, 'methods'], 'A simulation knows nothing of how it is told.'),
    analyticRoom('robustness', STRESSED, 'What could change the order is found before it is put into words.'),
    analyticRoom('report', [...STRESSED, 'analysis'], 'Words are found for what others have found.'),
    analyticRoom('report/findings', [...STRESSED, 'analysis'], 'Findings do not depend on their words.'),
    analyticRoom(
      'report/explanation',
      [...STRESSED, 'analysis', 'report/findings'],
      'Sentences do not depend on where they stand.',
    ),
    analyticRoom('reviewing', ['problem', 'report'], 'A person looks at what was reported.'),
    analyticRoom('schemas', NUMBERS, 'A description takes part in nothing.'),
    only(
      'authoring-runs-steps-without-a-server',
      'authoring/',
      ['authoring/', 'decisions/application/(running|base)/', 'decisions/domain/'],
      'Authors try their engines out without store, HTTP and Nest.',
    ),
    only(
      'engines-know-only-domain',
      'engines/',
      ['engines/', 'decisions/domain/'],
      'An engine is a pure list of steps.',
    ),
    {
      name: 'traces-are-loaded-when-wanted',
      comment:
        'Only a dynamic import reaches the SDK of OpenTelemetry, so that it costs nothing where it is off.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/tracing/open-telemetry/', '\\.spec\\.ts$'] },
      to: {
        path: ['^src/tracing/open-telemetry/', '(^|/)@opentelemetry/'],
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.(spec|contract-spec|e2e-spec)\\.ts$',
          '\\.d\\.ts$',
          '\\.mjs$',
          '^src/main\\.ts$',
          '\\.worker\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'not-to-dev-dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'Parts of the tests run against the built program, which is there only after a build.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^|/)dist/|^decision-backend/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['\\.spec\\.ts$', '^test/'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.mjs'],
    },
  },
};
