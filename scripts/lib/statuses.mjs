/**
 * The statuses of a process, in the order in which the service lists them: how each is written on a terminal, and
 * whether the process goes on by itself, so that it is worth following.
 */
export const STATUSES = {
  pending: { style: 'dim', goesOn: true },
  running: { style: 'cyan', goesOn: true },
  waiting: { style: 'yellow', goesOn: false },
  completed: { style: 'green', goesOn: false },
  failed: { style: 'red', goesOn: false },
  cancelled: { style: 'yellow', goesOn: false },
};

/** Of a later version of the service there may be others: they are shown, and not followed. */
export function goesOnByItself({ status }) {
  return STATUSES[status]?.goesOn ?? false;
}
