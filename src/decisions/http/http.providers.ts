import { ChangeController } from './routes/change.controller.js';
import { CorruptController } from './routes/corrupt.controller.js';
import { InstallationController } from './routes/installation.controller.js';
import { Overview } from './routes/overview.js';
import { OverviewController } from './routes/overview.controller.js';
import { OpenAnswers } from './answers/open-answers.js';
import { ProcessAnswers } from './answers/process-answers.js';
import { ProcessEventStream } from './answers/process-event-stream.js';
import { ProcessRequests } from './routes/process-requests.js';
import { ProgressEstimate } from './answers/progress-estimate.js';
import { RequestsController } from './routes/requests.controller.js';
import { StartController } from './routes/start.controller.js';
import { StatusBytes } from './answers/status-bytes.js';
import { StatusController } from './routes/status.controller.js';
import { StepController } from './routes/step.controller.js';

/** Every controller of decisions. */
export const DECISIONS_CONTROLLERS = [
  StartController,
  StatusController,
  StepController,
  OverviewController,
  CorruptController,
  InstallationController,
  RequestsController,
  ChangeController,
];

/** What the routes need, given the application layer, `STORE_DESCRIPTION` and `HTTP_SETTINGS`. */
export const HTTP_PROVIDERS = [
  ProgressEstimate,
  StatusBytes,
  OpenAnswers,
  ProcessAnswers,
  ProcessRequests,
  ProcessEventStream,
  Overview,
];
