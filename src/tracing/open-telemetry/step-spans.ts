import {
  type Attributes,
  context,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  type TextMapPropagator,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { Run } from '../../decisions/application/ownership/run-slots.js';
import { reportFailure } from '../../decisions/application/running/step-failure.js';
import type { StepTracer } from '../../decisions/application/running/step-tracing.js';
import { currentStep, type RunningProcess } from '../../decisions/domain/decision-process.js';

/** `completed`, the code of the failure, or why the run was stopped. */
const OUTCOME = 'decision.step.outcome';
/** A process is opened at revision 1, and first begun at the next one. */
const FIRST_BEGUN_REVISION = 2;

/**
 * A span for each attempt at a step, a child of the request that started the process, wherever and however much later
 * it runs. It is active during the attempt.
 *
 * The first attempt of a run that continues an earlier one (after a takeover, a hand-over, a resume, a failure) also
 * has a link to the starter: its own predecessor may have died with its worker before its span was sent.
 */
export function stepSpans(tracer: Tracer, propagator: TextMapPropagator): StepTracer {
  const seen = new WeakSet<Run>();
  return (run, process, attempt) => {
    const starter = starterOf(process, propagator);
    const isContinuation = !seen.has(run) && process.revision > FIRST_BEGUN_REVISION;
    seen.add(run);
    const options = { attributes: attributesOf(process), links: isContinuation ? linksTo(starter) : [] };
    const span = tracer.startSpan(`step ${currentStep(process) ?? ''}`, options, starter);
    return context.with(trace.setSpan(starter, span), () => untilOutcome(span, run, process, attempt));
  };
}

async function untilOutcome<T>(
  span: Span,
  run: Run,
  process: RunningProcess,
  attempt: () => Promise<T>,
): Promise<T> {
  try {
    const output = await attempt();
    span.setAttribute(OUTCOME, 'completed');
    return output;
  } catch (error) {
    if (run.abortReason === null) fail(span, reportFailure(error, currentStep(process) ?? '').error.code);
    else span.setAttribute(OUTCOME, run.abortReason);
    throw error;
  } finally {
    span.end();
  }
}

/** The message is left out: it may quote what a user sent. */
function fail(span: Span, code: string): void {
  span.setAttributes({ [OUTCOME]: code, [ATTR_ERROR_TYPE]: code });
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function starterOf({ traceparent }: RunningProcess, propagator: TextMapPropagator): Context {
  return propagator.extract(ROOT_CONTEXT, { traceparent: traceparent ?? '' }, defaultTextMapGetter);
}

function linksTo(starter: Context) {
  const spanContext = trace.getSpanContext(starter);
  return spanContext ? [{ context: spanContext, attributes: { 'decision.link': 'starter' } }] : [];
}

function attributesOf(process: RunningProcess): Attributes {
  return {
    'decision.process.id': process.id,
    'decision.engine.name': process.engine,
    'decision.engine.version': process.engineVersion,
    'decision.step.name': currentStep(process) ?? '',
    'decision.step.attempt': process.attempt,
    'decision.worker': process.worker,
  };
}
