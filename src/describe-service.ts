import type { StoreDescription } from './decisions/domain/ports/store.description.js';
import type { ServiceDescription } from './http/service/service-description.js';

const LINKS = {
  start: '/decisions/start',
  run: '/decisions/run',
  processes: '/decisions/processes',
  stats: '/decisions/stats',
};

/** The store in use and the routes of decisions, as the HTTP foundation needs them, which knows neither. */
export function describeService({ kind, durable }: StoreDescription): ServiceDescription {
  return { repository: kind, durable, links: LINKS };
}
