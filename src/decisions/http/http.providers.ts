import { AnswersInFlight } from '../../http/answer/answers-in-flight.js';
import { ApiDocs } from '../../http/docs/api-docs.js';
import { DocsController } from '../../http/docs/docs.controller.js';
import { ShutdownSignal } from '../../http/shutdown-signal.js';
import { ChangeController } from './change.controller.js';
import { CorruptController } from './corrupt.controller.js';
import { InstallationController } from './installation.controller.js';
import { Overview } from './overview.js';
import { OverviewController } from './overview.controller.js';
import { ProcessAnswers } from './process-answers.js';
import { ProcessEventStream } from './process-event-stream.js';
import { ProcessRequests } from './process-requests.js';
import { ProgressEstimate } from './progress-estimate.js';
import { RootController } from './root.controller.js';
import { StartController } from './start.controller.js';
import { StatusBytes } from './status-bytes.js';
import { StatusController } from './status.controller.js';
import { StepController } from './step.controller.js';

export const DECISIONS_CONTROLLERS = [
  RootController,
  DocsController,
  StartController,
  StatusController,
  StepController,
  OverviewController,
  CorruptController,
  InstallationController,
  ChangeController,
];

/** What the routes need, given the application layer, `STORE_DESCRIPTION` and `HTTP_SETTINGS`. */
export const HTTP_PROVIDERS = [
  ApiDocs,
  AnswersInFlight,
  ShutdownSignal,
  ProgressEstimate,
  StatusBytes,
  ProcessAnswers,
  ProcessRequests,
  ProcessEventStream,
  Overview,
];
