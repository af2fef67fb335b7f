/** A problem (RFC 9457) in words: what is wrong, its code, and each fault with its place. */
export function refusal({ status, problem, message, retryAfterS }, terminal) {
  const { title = 'The service refused', detail, code, errors } = problem;
  const faults = Array.isArray(errors) ? errors : [];
  return [
    `${terminal.style('red', title)} (${code ? `${status} ${code}` : status})`,
    `  ${detail ?? message}`,
    ...faults.map(({ path, message: fault }) => `  ${terminal.style('bold', path)}: ${fault}`),
    ...(retryAfterS === null ? [] : [`  It is worth asking again in ${retryAfterS} s.`]),
  ].join('\n');
}
